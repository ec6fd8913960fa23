#!/usr/bin/env python3
"""Downloads all leads of an API and writes them as flat files for COPY: the rows that Sluice writes, made beforehand.

The floor of the benchmark loads these files, and its tables are compared with those of Sluice. So this is another
program in another language on purpose: it shares no code, no list of columns and no parser with what it checks.

    SLUICE_BENCH_KEY=token:secret flatten.py BASE_URL FOLDER --since 2020-01-01 --until 2026-01-01
"""

import argparse
import base64
import hashlib
import json
import os
import re
import sys
import urllib.parse
import urllib.request
from datetime import datetime, timedelta, timezone

PACKAGE_ID = "00000000-0000-7000-8000-000000000000"
LOADED_AT = "2026-01-01 00:00:00+00"
PAGE = 2500
SPAN = timedelta(days=390)  # the API takes 400 days

# Between the four maps and _fingerprint stand what no column takes, and what the loader adds.
COLUMNS = """
    lead_id account_id profile_id date_created last_updated account profile user_id lead_type lead_status lead_state
    lead_score quotable quote_value sales_value spotted_keywords spam duplicate notes lead_source lead_medium
    lead_campaign lead_content lead_keyword lead_url landing_url ip_address operating_system browser device_type
    device_make contact_name contact_company_name contact_email_address contact_phone_number email_address phone_number
    city state zip country phone_name tracking_number destination_number caller_number caller_name caller_city
    caller_state caller_zip caller_country call_status call_duration call_duration_seconds answer_status line_type
    recording play_recording voicemail play_voicemail call_transcription voicemail_transcription message form_name
    chat_status event_category event_action event_label transaction_id transaction_tax transaction_shipping sender_name
    email_subject email_message gclid msclkid facebook_browser_id facebook_click_id google_analytics_client_id
    google_analytics_session_id unbounce_page_id unbounce_variant_id unbounce_visitor_id hubspot_visitor_id
    roistat_visit_id salesforce_user_id vwo_account_id vwo_experiment_id vwo_variant_id vwo_user_id
""".split()
INSTANTS = ("date_created", "last_updated")
LINKS = ("recording", "play_recording", "voicemail", "play_voicemail")
MAPS = ("additional_fields", "custom_fields", "field_mappings", "lead_analysis")
OTHER_PLACES = {"facebook_click_id": "facebook_visitor_id"}
KNOWN = {*COLUMNS, *MAPS, *OTHER_PLACES.values()}
PLACES = {name: place for place, name in enumerate(COLUMNS)}
NULL = "\\N"

HAS_ZONE = re.compile(r"(Z|[+-]\d\d(:?\d\d)?)$")
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
ESCAPED = re.compile(r"[\\\t\n\r]")


class Number(str):
    """A number as it stood in the answer, so that none is rounded."""

    __slots__ = ()


class Repeated(dict):
    """An object in which a name stands twice, with all its entries."""


def read_object(pairs):
    entries = dict(pairs)
    if len(entries) != len(pairs):
        entries = Repeated(entries)
        entries.pairs = pairs
    return entries


DECODER = json.JSONDecoder(parse_float=Number, parse_int=Number, object_pairs_hook=read_object)
ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def as_json(value):
    if type(value) is Number:
        return value
    if isinstance(value, dict):
        return "{" + ",".join(f"{quoted(name)}:{as_json(entry)}" for name, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(as_json, value)) + "]"
    return quoted(value)


def quoted(value):
    # The escapes that PostgreSQL refuses come as characters here.
    if isinstance(value, str):
        value = UNSTORABLE.sub("\ufffd", value)
    return ENCODE(value)


def as_text(value):
    """The value of a column or of an entry: a string's content, else its JSON; what is empty is null."""
    if value is None or value == "":
        return None
    return value if isinstance(value, str) else as_json(value)


def without_token(link):
    parts = urllib.parse.urlsplit(link)
    items = parts.query.split("&")
    kept = [item for item in items if not item.startswith("token=")]
    return link if kept == items else urllib.parse.urlunsplit(parts._replace(query="&".join(kept)))


def flat_lead(lead):
    row = [None] * len(COLUMNS)
    extra = {}
    for name, value in lead.items():
        place = PLACES.get(name)
        if place is not None:
            row[place] = value if type(value) is str and value else as_text(value)
        elif name not in KNOWN:
            extra[name] = value
    for name, other in OTHER_PLACES.items():
        value = as_text(lead.get(other))
        if row[PLACES[name]] is None:
            row[PLACES[name]] = value
        elif value not in (None, row[PLACES[name]]):
            extra[other] = lead[other]
    for name in INSTANTS:
        text = row[PLACES[name]]
        if text and (len(text) <= 10 or not HAS_ZONE.search(text, 10)):
            row[PLACES[name]] = (text if len(text) > 10 else text + " 00:00:00") + "+00"
    for name in LINKS:
        link = row[PLACES[name]]
        if link and "token=" in link:
            row[PLACES[name]] = without_token(link)
    for name in MAPS:
        entries = lead.get(name)
        row.append("{}" if entries == [] else None if entries in (None, "") else as_json(entries))
    fingerprint = "\\x" + hashlib.md5(row[0].encode()).hexdigest()
    return [*row, as_json(extra) if extra else None, PACKAGE_ID, LOADED_AT, None, fingerprint]


def flat_fields(lead):
    for group in MAPS:
        entries = lead.get(group)
        if not entries:
            continue
        pairs = entries.pairs if type(entries) is Repeated else entries.items()
        for position, (name, value) in enumerate(pairs, 1):
            yield [lead["lead_id"], group, str(position), name, as_text(value)]


def copy_line(row):
    # Few rows hold anything that has to be escaped, and looking at all of a row at once is quicker.
    whole = "".join(filter(None, row))
    if ESCAPED.search(whole):
        row = [value and ESCAPED.sub(lambda found: ESCAPES[found[0]], value) for value in row]
    if UNSTORABLE.search(whole):
        row = [value and UNSTORABLE.sub("\ufffd", value) for value in row]
    return "\t".join([NULL if value is None else value for value in row]) + "\n"


def spans(since, until):
    """Both bounds of a span count, and instants are whole seconds."""
    while since <= until:
        end = min(since + SPAN, until)
        yield since, end
        since = end + timedelta(seconds=1)


def pages(base_url, key, since, until):
    authorization = "Basic " + base64.b64encode(key.encode()).decode()
    for start, end in spans(since, until):
        number, last, total, seen = 1, 1, 0, 0
        while number <= last:
            query = urllib.parse.urlencode({
                "leads_per_page": PAGE, "page_number": number, "order": "asc",
                "start_date": start.strftime("%Y-%m-%dT%H:%M:%SZ"), "end_date": end.strftime("%Y-%m-%dT%H:%M:%SZ"),
            })
            request = urllib.request.Request(
                f"{base_url.rstrip('/')}/leads?{query}", headers={"Authorization": authorization})
            with urllib.request.urlopen(request) as response:
                page = DECODER.decode(response.read().decode())
            last, total = int(page["total_pages"]), int(page["total_leads"])
            seen += len(page["leads"])
            yield page["leads"]
            number += 1
        if seen != total:
            sys.exit(f"the API counts {total} leads from {start} to {end}, and sent {seen}")


def main():
    parser = argparse.ArgumentParser(description="Writes the leads of an API as flat files for COPY.")
    parser.add_argument("base_url")
    parser.add_argument("folder")
    instant = lambda text: datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=timezone.utc)
    parser.add_argument("--since", type=instant, required=True)
    parser.add_argument("--until", type=instant, required=True)
    options = parser.parse_args()
    keys, fields = set(), 0
    # newline: Python must not translate any.
    with open(f"{options.folder}/leads", "w", encoding="utf-8", newline="\n") as lead_file, \
            open(f"{options.folder}/lead_fields", "w", encoding="utf-8", newline="\n") as field_file:
        for leads in pages(options.base_url, os.environ["SLUICE_BENCH_KEY"], options.since, options.until):
            for lead in leads:
                key = int(lead["lead_id"])
                if key in keys:
                    sys.exit(f"lead {key} came twice")
                keys.add(key)
                lead_file.write(copy_line(flat_lead(lead)))
                for row in flat_fields(lead):
                    field_file.write(copy_line(row))
                    fields += 1
    print(json.dumps({"leads": len(keys), "lead_fields": fields}))


if __name__ == "__main__":
    main()
