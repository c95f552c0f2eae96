// Reads feeds (a JSON list on standard input) as many web services do, and prints their events as JSON; an error ends it.
import { readFileSync } from "node:fs";
import ical from "node-ical";

const day = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
const written = (date, whole) => (whole ? day(date) : date.toISOString());

function read(feed) {
  const parsed = ical.sync.parseICS(feed);
  const events = Object.values(parsed)
    .filter((component) => component.type === "VEVENT")
    .map((event) => ({
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      location: event.location,
      sequence: Number(event.sequence),
      status: event.status,
      start: written(event.start, event.datetype === "date"),
      end: written(event.end, event.datetype === "date"),
    }));
  return { name: parsed.vcalendar["WR-CALNAME"], events };
}

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read)));
