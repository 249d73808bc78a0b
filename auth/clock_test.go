package auth_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

func dated(at time.Time) http.Header {
	return http.Header{"Date": {at.UTC().Format(http.TimeFormat)}}
}

func TestClockOffset(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		header http.Header
		now    time.Time
		want   time.Duration
		ok     bool
	}{
		"in step":                {dated(noon), noon, 0, true},
		"whole seconds":          {dated(noon), noon.Add(999 * time.Millisecond), 0, true},
		"1 s ahead":              {dated(noon.Add(time.Second)), noon, 0, true},
		"1 s behind":             {dated(noon.Add(-time.Second)), noon, 0, true},
		"2 s ahead":              {dated(noon.Add(2 * time.Second)), noon, 0, true},
		"3 s ahead":              {dated(noon.Add(3 * time.Second)), noon, 3 * time.Second, true},
		"just above 2 s behind":  {dated(noon), noon.Add(2001 * time.Millisecond), -2001 * time.Millisecond, true},
		"5 min behind":           {dated(noon.Add(-5 * time.Minute)), noon, -5 * time.Minute, true},
		"a year ahead":           {dated(noon.Add(365 * 24 * time.Hour)), noon, 365 * 24 * time.Hour, true},
		"above a year ahead":     {dated(noon.Add(365*24*time.Hour + time.Second)), noon, 0, false},
		"above a year behind":    {dated(noon.Add(-365*24*time.Hour - time.Second)), noon, 0, false},
		"year 1":                 {http.Header{"Date": {"Mon, 01 Jan 0001 00:00:00 GMT"}}, noon, 0, false},
		"year 9999":              {http.Header{"Date": {"Fri, 31 Dec 9999 23:59:59 GMT"}}, noon, 0, false},
		"RFC 850":                {http.Header{"Date": {"Wednesday, 04-Mar-26 12:01:00 GMT"}}, noon, time.Minute, true},
		"asctime":                {http.Header{"Date": {"Wed Mar  4 12:01:00 2026"}}, noon, time.Minute, true},
		"local time in a zone":   {dated(noon.Add(time.Minute)), noon.In(time.FixedZone("", 7200)), time.Minute, true},
		"first of two":           {http.Header{"Date": {noon.Add(time.Minute).Format(http.TimeFormat), "x"}}, noon, time.Minute, true},
		"none":                   {http.Header{}, noon, 0, false},
		"nil":                    {nil, noon, 0, false},
		"not a date":             {http.Header{"Date": {"yesterday"}}, noon, 0, false},
		"the zero time as local": {dated(noon), time.Time{}, 0, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			offset, ok := auth.ClockOffset(tt.header, tt.now)
			assert.Equal(t, tt.want, offset)
			assert.Equal(t, tt.ok, ok)
		})
	}
}

func TestLocalExpiry(t *testing.T) {
	t.Parallel()
	assert.Equal(t, noon.Add(-time.Minute), auth.LocalExpiry(noon, time.Minute), "the server is ahead: earlier here")
	assert.Equal(t, noon.Add(time.Minute), auth.LocalExpiry(noon, -time.Minute))
	assert.Equal(t, noon, auth.LocalExpiry(noon, 0))
	assert.Zero(t, auth.LocalExpiry(time.Time{}, time.Minute), "unknown stays unknown")
}

func TestLoginToken(t *testing.T) {
	t.Parallel()
	jwt := makeJWT(hs256, `{"exp":1772625900}`) // noon + 5 min
	require.True(t, time.Unix(1772625900, 0).Equal(noon.Add(5*time.Minute)))
	tests := map[string]struct {
		value  auth.Secret
		expiry time.Time
		header http.Header
		want   time.Time
	}{
		"from the answer":         {"opaque", noon.Add(time.Hour), dated(noon), noon.Add(time.Hour)},
		"the answer before a JWT": {jwt, noon.Add(time.Hour), dated(noon), noon.Add(time.Hour)},
		"from a JWT":              {jwt, time.Time{}, dated(noon), noon.Add(5 * time.Minute)},
		"from a JWT, corrected":   {jwt, time.Time{}, dated(noon.Add(2 * time.Minute)), noon.Add(3 * time.Minute)},
		"the answer, corrected":   {"opaque", noon.Add(time.Hour), dated(noon.Add(-time.Minute)), noon.Add(61 * time.Minute)},
		"no date":                 {"opaque", noon.Add(time.Hour), nil, noon.Add(time.Hour)},
		"unknown":                 {"opaque", time.Time{}, dated(noon.Add(time.Minute)), time.Time{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			token := auth.LoginToken(tt.value, tt.expiry, tt.header, noon)
			assert.Equal(t, tt.value, token.Value)
			assert.True(t, tt.want.Equal(token.Expiry), "%v", token.Expiry)
		})
	}
}

func TestTokenExpired(t *testing.T) {
	t.Parallel()
	token := auth.Token{Value: "t", Expiry: noon}
	assert.False(t, token.Expired(noon.Add(-time.Nanosecond)))
	assert.True(t, token.Expired(noon))
	assert.True(t, token.Expired(noon.Add(time.Hour)))
	assert.False(t, auth.Token{Value: "t"}.Expired(noon), "no expiry: valid until rejected")
}

func FuzzClockOffset(f *testing.F) {
	f.Add("Wed, 04 Mar 2026 12:00:00 GMT", int64(1772625600), int64(0))
	f.Add("Fri, 31 Dec 9999 23:59:59 GMT", int64(-1<<62), int64(999999999))
	f.Add("Wednesday, 04-Mar-26 12:01:00 GMT", int64(1772625600), int64(5))
	f.Fuzz(func(t *testing.T, date string, sec, nsec int64) {
		now := time.Unix(sec, nsec)
		offset, ok := auth.ClockOffset(http.Header{"Date": {date}}, now)
		switch {
		case !ok && offset != 0:
			t.Errorf("not ok, and yet %v", offset)
		case offset.Abs() > 365*24*time.Hour:
			t.Errorf("%v is above a year", offset)
		case offset != 0 && offset.Abs() <= time.Second:
			t.Errorf("%v is noise", offset)
		}
		if !ok || offset == 0 {
			return
		}
		// The server's now, brought back to local time, is now.
		server, err := http.ParseTime(date)
		if err != nil || !auth.LocalExpiry(server, offset).Equal(now) {
			t.Errorf("%v - %v isn't %v", server, offset, now)
		}
	})
}
