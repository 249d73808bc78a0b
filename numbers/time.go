package numbers

import "time"

// UnixTime is a time as the API writes it: whole seconds since the Unix epoch,
// UTC (pages get-calls, get-flows, send-sms, get-sms). Zero means absent.
type UnixTime int64

// Unix returns t as a UnixTime, the fraction of the second dropped. The zero
// time.Time gives 0.
func Unix(t time.Time) UnixTime {
	if t.IsZero() {
		return 0
	}
	return UnixTime(t.Unix())
}

// Time returns the time in UTC; the zero time.Time if t is absent.
func (t UnixTime) Time() time.Time {
	if t == 0 {
		return time.Time{}
	}
	return time.Unix(int64(t), 0).UTC()
}

// IsZero reports whether the time is absent.
func (t UnixTime) IsZero() bool { return t == 0 }

// String returns the time as RFC 3339, or "" if it is absent.
func (t UnixTime) String() string {
	if t == 0 {
		return ""
	}
	return t.Time().Format(time.RFC3339)
}

// dateTimeLayout is the one time that is text: Call.StartDate of the voice
// webhook, UTC (page voice-webhooks).
const dateTimeLayout = "2006-01-02 15:04:05"
