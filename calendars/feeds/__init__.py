"""Calendar feeds (RFC 5545, RFC 7986): the schedule as last published, for a leader, a unit, a duty, an office."""

from calendars.events import OFFICE, Feed, FeedKind
from calendars.feeds.alarms import REMINDERS
from calendars.feeds.files import file_path, public_address
from calendars.feeds.publish import Feeds, all_feeds, feed_files

__all__ = ["OFFICE", "REMINDERS", "Feed", "FeedKind", "Feeds", "all_feeds", "feed_files", "file_path", "public_address"]
