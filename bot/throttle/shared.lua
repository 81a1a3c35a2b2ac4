-- Limits that several processes keep together: in Redis or Valkey what windows.py does in one process.
--
-- KEYS: four for each limit: when the last few were counted, whether it is shut, when the last few of this process
-- were counted, and which processes have found no room lately.
--
-- ARGV: what to do (wait, take or shut); the time in microseconds, nothing for the server's own; the name of the
-- process; and for shut for how many microseconds, else the limits as JSON: their rates, each as times and
-- microseconds, and whether processes get equal parts.
--
-- Gives the microseconds after which to ask again; 0 when there is room.

local what, now, process = ARGV[1], tonumber(ARGV[2]), ARGV[3]
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end

-- What lies in the future was noted before the server's clock was set back, and means nothing any more.

local function shut_until(key)
  local at, till = string.match(redis.call('GET', key) or '', '(%d+) (%d+)')
  return at and tonumber(at) <= now and tonumber(till) or 0
end

local function room_at(key, times, span)
  local at = tonumber(redis.call('LINDEX', key, -times) or nil)
  return at and at <= now and at + span or 0
end

local function milliseconds(span)
  return math.ceil(span / 1000)
end

if what == 'shut' then
  local span = tonumber(ARGV[4])
  if shut_until(KEYS[2]) < now + span then
    redis.call('SET', KEYS[2], string.format('%.0f %.0f', now, now + span), 'PX', milliseconds(span))
  end
  return 0
end

-- Who has found no room in the last two stretches wants more than there is. Two, since who is told to ask again after
-- one comes a little later than that.
local function part_of(times, span, waiting)
  local wanting = redis.call('ZCOUNT', waiting, string.format('%.0f', now - 2 * span), '+inf')
  local is_one = tonumber(redis.call('ZSCORE', waiting, process) or nil)
  if not is_one or is_one < now - 2 * span then
    wanting = wanting + 1
  end
  return math.ceil(times / wanting)
end

local function count(key, most, longest)
  redis.call('RPUSH', key, string.format('%.0f', now))
  redis.call('LTRIM', key, -most, -1)
  redis.call('PEXPIRE', key, milliseconds(longest))
end

local limits = cjson.decode(ARGV[4])
local free_at = 0
for number, limit in ipairs(limits) do
  local counted, shut, own, waiting = unpack(KEYS, 4 * number - 3, 4 * number)
  free_at = math.max(free_at, shut_until(shut))
  for _, rate in ipairs(limit.rates) do
    local times, span = unpack(rate)
    local room = room_at(counted, times, span)
    if limit.parted then
      room = math.max(room, room_at(own, part_of(times, span, waiting), span))
      if what == 'take' and room > now then
        redis.call('ZADD', waiting, string.format('%.0f', now), process)
        redis.call('PEXPIRE', waiting, milliseconds(2 * span))
      end
    end
    free_at = math.max(free_at, room)
  end
end
if free_at > now then
  return free_at - now
end
if what == 'take' then
  for number, limit in ipairs(limits) do
    local counted, _, own = unpack(KEYS, 4 * number - 3, 4 * number)
    local most, longest = 0, 0
    for _, rate in ipairs(limit.rates) do
      most, longest = math.max(most, rate[1]), math.max(longest, rate[2])
    end
    if most > 0 then
      count(counted, most, longest)
      if limit.parted then
        count(own, most, longest)
      end
    end
  end
end
return 0
