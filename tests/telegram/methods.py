"""The methods of the Bot API that the bot uses, each with Telegram's effects and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telegram import checks
from tests.telegram.queue import WEBHOOK_SET
from tests.telegram.refusals import NOT_FOUND, bad_request, conflict

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.telegram.chats import Chats
    from tests.telegram.queue import Queue

JSON = dict[str, Any]

ACTIONS = {"typing", "upload_photo", "upload_document", "find_location"}


class Methods:
    """One bot's side of the Bot API."""

    def __init__(self, me: JSON, chats: Chats, queue: Queue) -> None:
        self.me = me
        self.chats = chats
        self.queue = queue
        self.webhook: JSON = {}
        self.commands: dict[tuple[str, str], list[JSON]] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self._by_name: dict[str, Callable[[JSON], Awaitable[Any]]] = {
            "getme": self.get_me,
            "getupdates": self.get_updates,
            "setwebhook": self.set_webhook,
            "deletewebhook": self.delete_webhook,
            "getwebhookinfo": self.get_webhook_info,
            "setmycommands": self.set_my_commands,
            "getmycommands": self.get_my_commands,
            "deletemycommands": self.delete_my_commands,
            "setmydescription": self.set_my_description,
            "getmydescription": self.get_my_description,
            "setmyshortdescription": self.set_my_short_description,
            "getmyshortdescription": self.get_my_short_description,
            "sendmessage": self.send_message,
            "sendphoto": self.send_photo,
            "sendchataction": self.send_chat_action,
            "editmessagetext": self.edit_message_text,
            "editmessagereplymarkup": self.edit_message_reply_markup,
            "deletemessage": self.delete_message,
            "answercallbackquery": self.answer_callback_query,
            "answerinlinequery": self.answer_inline_query,
            "answerguestquery": self.answer_guest_query,
            "logout": self.leave,
            "close": self.leave,
        }

    async def run(self, method: str, params: JSON) -> Any:
        """Run a method; its name may be written in any case.

        Raises
        ------
        Refusal
            When Telegram would refuse the call, or does not know the method.
        """
        found = self._by_name.get(method.lower())
        if not found:
            raise NOT_FOUND
        return await found(params)

    async def get_me(self, _params: JSON) -> JSON:
        return self.me

    async def get_updates(self, params: JSON) -> list[JSON]:
        if self.webhook:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        return await self.queue.poll(
            params.get("offset", 0),
            params.get("limit", 100),
            params.get("timeout", 0),
            params.get("allowed_updates"),
        )

    async def set_webhook(self, params: JSON) -> bool:
        url = str(params.get("url", ""))
        if url and not url.startswith("https://"):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        self._forget(params)
        if url:
            self.queue.interrupt(WEBHOOK_SET)
        self.webhook = {"url": url} if url else {}
        if params.get("allowed_updates") is not None:
            self.queue.allowed = params["allowed_updates"]
        return True

    async def delete_webhook(self, params: JSON) -> bool:
        self._forget(params)
        self.webhook = {}
        return True

    def _forget(self, params: JSON) -> None:
        if params.get("drop_pending_updates"):
            self.queue.pending = []

    async def get_webhook_info(self, _params: JSON) -> JSON:
        state = {"has_custom_certificate": False, "pending_update_count": len(self.queue.pending)}
        return {"url": ""} | self.webhook | state

    async def set_my_commands(self, params: JSON) -> bool:
        self.commands[checks.scope(params)] = checks.commands(params.get("commands"))
        return True

    async def get_my_commands(self, params: JSON) -> list[JSON]:
        return self.commands.get(checks.scope(params), [])

    async def delete_my_commands(self, params: JSON) -> bool:
        self.commands.pop(checks.scope(params), None)
        return True

    async def set_my_description(self, params: JSON) -> bool:
        text = checks.profile_text(str(params.get("description", "")), checks.LONGEST_DESCRIPTION)
        self.descriptions[checks.language(params)] = text
        return True

    async def get_my_description(self, params: JSON) -> JSON:
        return {"description": self.descriptions.get(checks.language(params), "")}

    async def set_my_short_description(self, params: JSON) -> bool:
        text = checks.profile_text(str(params.get("short_description", "")), checks.LONGEST_SHORT_DESCRIPTION)
        self.short_descriptions[checks.language(params)] = text
        return True

    async def get_my_short_description(self, params: JSON) -> JSON:
        return {"short_description": self.short_descriptions.get(checks.language(params), "")}

    async def send_message(self, params: JSON) -> JSON:
        chat = self.chats.chat(params)
        return self.chats.send(chat, _content(params), params).copy()

    async def send_photo(self, params: JSON) -> JSON:
        chat = self.chats.chat(params)
        return self.chats.send(chat, checks.photo(params), params).copy()

    async def send_chat_action(self, params: JSON) -> bool:
        self.chats.chat(params)
        if params.get("action") not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        return True

    async def edit_message_text(self, params: JSON) -> JSON | bool:
        message = self.chats.own_message(params)
        self.chats.edit(message, _content(params))
        return True if "inline_message_id" in params else message.copy()

    async def edit_message_reply_markup(self, params: JSON) -> JSON | bool:
        message = self.chats.own_message(params)
        markup = checks.keyboard(params.get("reply_markup"))
        words = {name: message[name] for name in ("text", "entities") if name in message}
        self.chats.edit(message, words | ({"reply_markup": markup} if markup else {}))
        return True if "inline_message_id" in params else message.copy()

    async def delete_message(self, params: JSON) -> bool:
        self.chats.delete(self.chats.chat(params)["id"], params.get("message_id", 0))
        return True

    async def answer_callback_query(self, params: JSON) -> bool:
        checks.callback_answer(params)
        self.chats.answer_query("callback_query", params.get("callback_query_id"))
        return True

    async def answer_inline_query(self, params: JSON) -> bool:
        checks.inline_results(params.get("results") or [])
        checks.inline_button(params.get("button"))
        self.chats.answer_query("inline_query", params.get("inline_query_id"))
        return True

    async def answer_guest_query(self, params: JSON) -> JSON:
        content = checks.inline_result(params.get("result") or {})
        self.chats.answer_query("guest_message", params.get("guest_query_id"))
        return {"inline_message_id": self.chats.send_inline(content)}

    async def leave(self, _params: JSON) -> bool:
        return True


def _content(params: JSON) -> JSON:
    content = checks.formatted_text(params)
    markup = checks.keyboard(params.get("reply_markup"))
    if markup:
        content["reply_markup"] = markup
    if params.get("link_preview_options"):
        content["link_preview_options"] = params["link_preview_options"]
    return content
