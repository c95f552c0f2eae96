// Reads a feed on standard input as many web services do, and prints its events as JSON; an error ends it.
import { readFileSync } from "node:fs";
import ical from "node-ical";

const parsed = ical.sync.parseICS(readFileSync(0, "utf8"));
const events = Object.values(parsed)
  .filter((component) => component.type === "VEVENT")
  .map((event) => ({
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    location: event.location,
    sequence: Number(event.sequence),
    status: event.status,
    start: event.start.toISOString(),
    end: event.end.toISOString(),
  }));
console.log(JSON.stringify({ name: parsed.vcalendar["WR-CALNAME"], events }));
