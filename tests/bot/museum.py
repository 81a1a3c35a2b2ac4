"""A small FAQ of a house that people visit, as its curator writes it."""

ENTRIES = """\
- id: hours
  questions: [When do you open?, opening hours, are you open on sundays, when do you close]
  answer: Nine to five.
- id: parking
  questions: [Where can I park?, parking space, is there parking nearby, car park]
  answer: Behind the house.
- id: dogs
  questions: [May I bring my dog?, dogs, are pets allowed inside]
  answer: On a lead.
- id: sos
  kind: emergency
  questions: [the house is on fire]
  signs: [{all: [[fire, burning], [house, room]]}]
  answer: Call 112.
- id: hello
  kind: smalltalk
  questions: [hello, hi there]
  answer: Good day.
"""
