# Reads feeds (a JSON list on standard input) with ruby-icalendar, and prints their events as JSON, and whether all is
# valid by the library's strict rules; an error ends it.
require "json"
require "stringio"
require "time"
require "icalendar"

def written(value)
  value.is_a?(Icalendar::Values::Date) ? value.strftime("%Y-%m-%d") : value.to_time.utc.iso8601
end

def read(feed)
  calendars = Icalendar::Calendar.parse(feed)
  raise "#{calendars.size} calendars" unless calendars.size == 1

  calendar = calendars.first
  events = calendar.events.map do |event|
    {
      uid: event.uid.to_s, summary: event.summary.to_s, description: event.description.to_s,
      location: event.location.to_s, sequence: event.sequence.to_i, status: event.status.to_s,
      start: written(event.dtstart), end: written(event.dtend), valid: event.valid?(true),
    }
  end
  { name: calendar.x_wr_calname.first.to_s, valid: calendar.valid?(true), events: events }
end

puts JSON.generate(JSON.parse($stdin.read.force_encoding("UTF-8")).map { |feed| read(feed) })
