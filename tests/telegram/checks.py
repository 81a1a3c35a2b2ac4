"""What Telegram refuses in what a bot sends, in Telegram's words."""

from __future__ import annotations

import re
from typing import Any

from tests.telegram.markup import is_url, parse_html, utf16
from tests.telegram.refusals import bad_request

JSON = dict[str, Any]

LONGEST_CAPTION = 1024
PICTURES = (b"\x89PNG", b"\xff\xd8")
LONGEST_TEXT = 4096
LONGEST_CALLBACK_DATA = 64
LONGEST_CALLBACK_ANSWER = 200
MOST_BUTTONS = 100
MOST_RESULTS = 50
MOST_COMMANDS = 100
LONGEST_COMMAND_DESCRIPTION = 256
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120
MOST_ENTITIES = 100

BUTTON_KINDS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
}
SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}


def formatted_text(params: JSON, name: str = "text") -> JSON:
    """Check a text and give it as it appears in a message: ``text`` and ``entities``."""
    raw = str(params.get(name, ""))
    mode = params.get("parse_mode") or ""
    if mode.lower() == "html":
        text, entities = parse_html(raw)
    elif not mode:
        text, entities = raw, params.get("entities") or []
    else:
        raise bad_request("unsupported parse_mode")
    skipped = utf16(text[: len(text) - len(text.lstrip())])
    text = text.strip()
    if not text:
        raise bad_request("message text is empty")
    if utf16(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    moved = [entity | {"offset": max(entity["offset"] - skipped, 0)} for entity in entities[:MOST_ENTITIES]]
    return {"text": text} | ({"entities": moved} if moved else {})


def photo(params: JSON) -> JSON:
    """Check a picture that is uploaded, and give it as it appears in a message, with its caption."""
    data = params.get("photo")
    if not isinstance(data, bytes) or not data:
        raise bad_request("there is no photo in the request")
    if not data.startswith(PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    message: JSON = {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]}
    if not params.get("caption"):
        return message
    caption = formatted_text(params, "caption")
    if utf16(caption["text"]) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    named = {"text": "caption", "entities": "caption_entities"}
    return message | {named[name]: value for name, value in caption.items()}


def keyboard(markup: JSON | None) -> JSON | None:
    """Check an inline keyboard; any other kind of markup is let through."""
    if not markup or "inline_keyboard" not in markup:
        return markup
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('can\'t parse inline keyboard: Field "inline_keyboard" must be of type Array')
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _button(button)
    return {"inline_keyboard": [row for row in rows if row]} if buttons else None


def _button(button: JSON) -> None:
    if not str(button.get("text", "")).strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be non-empty')
    kinds = BUTTON_KINDS & button.keys()
    if not kinds:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= LONGEST_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not is_url(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def inline_result(result: JSON) -> JSON:
    """Check one article and give the message that sending it makes."""
    if result.get("type") != "article":
        raise bad_request("can't parse inline query result: unsupported inline query result type")
    if not 1 <= len(str(result.get("id", "")).encode()) <= LONGEST_CALLBACK_DATA:
        raise bad_request("RESULT_ID_INVALID")
    if not str(result.get("title", "")).strip():
        raise bad_request('can\'t parse inline query result: Field "title" must be non-empty')
    content = result.get("input_message_content")
    if not isinstance(content, dict) or "message_text" not in content:
        raise bad_request("can't parse input message content: Input message content is not specified")
    message = formatted_text(content, "message_text")
    markup = keyboard(result.get("reply_markup"))
    if markup:
        message["reply_markup"] = markup
    if "link_preview_options" in content:
        message["link_preview_options"] = content["link_preview_options"]
    return message


def inline_results(results: list[JSON]) -> list[JSON]:
    """Check the answer to an inline query and give the messages that it offers."""
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [result.get("id") for result in results]
    if len(set(ids)) != len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    return [inline_result(result) for result in results]


def inline_button(button: JSON | None) -> None:
    """Check the button above inline results."""
    if button is None:
        return
    if not str(button.get("text", "")).strip():
        raise bad_request('can\'t parse inline query results button: Field "text" must be non-empty')
    if "web_app" in button:
        return
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(button.get("start_parameter", ""))):
        raise bad_request("START_PARAM_INVALID")


def callback_answer(params: JSON) -> None:
    """Check the notice shown for a pressed button."""
    if utf16(str(params.get("text", ""))) > LONGEST_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")


def commands(given: list[JSON] | None) -> list[JSON]:
    """Check a list of commands."""
    if given is None:
        raise bad_request("can't parse commands JSON object")
    if len(given) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in given:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16(str(command.get("description", ""))) <= LONGEST_COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return given


def scope(params: JSON) -> tuple[str, str]:
    """Check for whom commands are meant: a scope and a language."""
    given = params.get("scope") or {"type": "default"}
    if given.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    members = [str(given[name]) for name in ("chat_id", "user_id") if name in given]
    return " ".join([given["type"], *members]), language(params)


def language(params: JSON) -> str:
    """Check the language for which something is set."""
    code = params.get("language_code") or ""
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise bad_request("invalid language code specified")
    return str(code)


def profile_text(text: str, longest: int) -> str:
    """Check a description."""
    if utf16(text) > longest:
        raise bad_request("description is too long")
    return text
