"""Subscribes to feeds as GNOME Calendar does, through evolution-data-server; run by the system's own Python, on a
message bus of its own.

Arguments are the feeds' addresses. On standard input, one command a line: `refresh` asks for all of them anew, `list`
prints what each holds as a line of JSON.
"""

import json
import sys
from datetime import UTC, datetime
from urllib.parse import urlsplit

import gi

gi.require_version("EDataServer", "1.2")
gi.require_version("ECal", "2.0")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, GLib, ICalGLib  # noqa: E402  a version is chosen before

WAIT = 1
"""Seconds to wait for a connection that the first refresh makes anyway."""


def subscribe(registry, address):
    source = EDataServer.Source.new(None, None)
    source.set_display_name(address)
    source.set_parent("webcal-stub")
    source.get_extension("Calendar").set_backend_name("webcal")
    source.get_extension("WebDAV Backend").set_uri(GLib.Uri.parse(address, GLib.UriFlags.NONE))
    place = urlsplit(address)
    login = source.get_extension("Authentication")
    login.set_host(place.hostname)
    login.set_port(place.port)
    registry.commit_source_sync(source, None)
    known = registry.ref_source(source.get_uid())
    return ECal.Client.connect_sync(known, ECal.ClientSourceType.EVENTS, WAIT, None)


def moment(client, prop):
    time = prop.get_dtstart() if prop.isa() == ICalGLib.PropertyKind.DTSTART_PROPERTY else prop.get_dtend()
    if time.is_date():
        return f"{time.get_year():04d}-{time.get_month():02d}-{time.get_day():02d}"
    name = prop.get_first_parameter(ICalGLib.ParameterKind.TZID_PARAMETER).get_tzid()
    _, zone = client.get_timezone_sync(name, None)
    return datetime.fromtimestamp(time.as_timet_with_zone(zone), UTC).strftime("%Y-%m-%dT%H:%MZ")


def shown(client, event):
    start = event.get_first_property(ICalGLib.PropertyKind.DTSTART_PROPERTY)
    end = event.get_first_property(ICalGLib.PropertyKind.DTEND_PROPERTY)
    return [
        moment(client, start),
        moment(client, end),
        event.get_summary() or "",
        ICalGLib.PropertyStatus(event.get_status()).value_nick.upper(),
        event.get_location() or "",
        event.get_description() or "",
    ]


def main():
    registry = EDataServer.SourceRegistry.new_sync(None)
    clients = [subscribe(registry, address) for address in sys.argv[1:]]
    for line in sys.stdin:
        if line.strip() == "refresh":
            for client in clients:
                client.refresh_sync(None)
            print("[]", flush=True)
        else:
            found = [client.get_object_list_sync("#t", None)[1] for client in clients]
            events = [[shown(client, one) for one in held] for client, held in zip(clients, found, strict=True)]
            print(json.dumps(events), flush=True)


main()
