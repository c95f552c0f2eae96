// Reads feeds (a JSON list on standard input) as Thunderbird does, and prints their events as JSON; an error ends it.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

ICAL.design.strict = true;

function read(feed) {
  const calendar = new ICAL.Component(ICAL.parse(feed));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const events = calendar.getAllSubcomponents("vevent").map((component) => {
    // Without a list of exceptions every event would look through all others for its own.
    const event = new ICAL.Event(component, { strictExceptions: true, exceptions: [] });
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      location: event.location,
      categories: component.getFirstProperty("categories")?.getValues() ?? [],
      sequence: event.sequence,
      status: component.getFirstPropertyValue("status"),
      start: event.startDate.isDate ? event.startDate.toString() : event.startDate.toJSDate().toISOString(),
      end: event.endDate.isDate ? event.endDate.toString() : event.endDate.toJSDate().toISOString(),
      alarms: component.getAllSubcomponents("valarm").map((alarm) => {
        const alerted = event.startDate.clone();
        alerted.addDuration(alarm.getFirstPropertyValue("trigger"));
        return alerted.toJSDate().toISOString();
      }),
    };
  });
  const refresh = calendar.getFirstPropertyValue("refresh-interval");
  return { name: calendar.getFirstPropertyValue("name"), refresh: refresh.toSeconds?.(), events };
}

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read)));
