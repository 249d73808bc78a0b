package billwerktest

import (
	"encoding/json"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
)

// Whatever is done to something that doesn't exist gives the documented "not
// found" code of its kind.
func TestNothingThere(t *testing.T) {
	t.Parallel()
	codes := map[string]billwerk.Code{
		"customer": billwerk.CodeCustomerNotFound, "plan": billwerk.CodeSubscriptionPlanNotFound,
		"subscription": billwerk.CodeSubscriptionNotFound, "invoice": billwerk.CodeInvoiceNotFound, "charge": billwerk.CodeInvoiceNotFound,
		"payment_method": billwerk.CodePaymentMethodNotFound, "refund": billwerk.CodeRefundNotFound,
		"session": billwerk.CodeNotFound, "session_info": billwerk.CodeNotFound, "event": billwerk.CodeEventNotFound,
		"webhook": billwerk.CodeWebhookNotFound,
	}
	placeholder := regexp.MustCompile(`\{\w+\}`)
	tested := 0
	for _, r := range routes() {
		method, path, _ := strings.Cut(r.pattern, " ")
		target := placeholder.ReplaceAllString(path, "1")
		if target == path || strings.Contains(strings.Join(unplayed, "\n"), r.pattern) {
			continue
		}
		want := codes[strings.Split(path, "/")[2]]
		if strings.Contains(path, "/subscription/") {
			want = billwerk.CodeSubscriptionNotFound
		}
		tested++
		w := httptest.NewRecorder()
		req := httptest.NewRequestWithContext(t.Context(), method, target, strings.NewReader(smallest(r.body)))
		req.SetBasicAuth(PrivateKey, "")
		NewFake(WithoutLimits()).ServeHTTP(w, req)
		var envelope struct{ Code billwerk.Code }
		require.NoError(t, client.Unmarshal(w.Body.Bytes(), &envelope), r.pattern)
		assert.Equal(t, want, envelope.Code, "%s: %s", r.pattern, w.Body)
		assert.Equal(t, 404, w.Code, r.pattern)
	}
	assert.Greater(t, tested, 60)
}

// smallest is a body with the required fields alone.
func smallest(s schema) string {
	examples := map[string]string{"text": `"x"`, "int": "1", "obj": "{}", "list": "[]", "texts": "[]"}
	b := map[string]json.RawMessage{}
	for name, rule := range s {
		if rule.required {
			b[name] = json.RawMessage(examples[rule.kind])
		}
	}
	data, err := client.Marshal(b)
	if err != nil {
		panic(err)
	}
	return string(data)
}

func TestPeriods(t *testing.T) {
	t.Parallel()
	tests := []struct {
		schedule billwerk.ScheduleType
		interval int64
		start    string
		n        int
		want     string
	}{
		{billwerk.ScheduleMonthStartDate, 1, "2025-01-31", 1, "2025-02-28"},
		{billwerk.ScheduleMonthStartDate, 1, "2025-01-31", 2, "2025-03-31"},
		{billwerk.ScheduleMonthStartDate, 3, "2024-11-30", 1, "2025-02-28"},
		{billwerk.ScheduleMonthStartDate, 1, "2023-12-31", 2, "2024-02-29"},
		{billwerk.ScheduleWeeklyFixedDay, 2, "2025-01-01", 1, "2025-01-15"},
		{billwerk.ScheduleDaily, 10, "2025-01-25", 1, "2025-02-04"},
	}
	for _, tt := range tests {
		v := &planVersion{fields: object{"schedule_type": string(tt.schedule), "interval_length": tt.interval}}
		start, err := parseLocal(tt.start)
		require.NoError(t, err)
		assert.Equal(t, tt.want, v.after(start, tt.n).Format(time.DateOnly), "%+v", tt)
	}
}

// A manual schedule has no next period until somebody sets it.
func TestManualSchedule(t *testing.T) {
	t.Parallel()
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	s := &subscription{anchor: start, plan: &planVersion{fields: object{"schedule_type": "manual"}}}
	from, next, renewals := s.period(start.AddDate(1, 0, 0))
	assert.Equal(t, start, from)
	assert.True(t, next.IsZero())
	assert.Zero(t, renewals)
	s.from, s.anchor = start, start.AddDate(2, 0, 0)
	from, next, _ = s.period(start.AddDate(1, 0, 0))
	assert.Equal(t, start, from)
	assert.Equal(t, s.anchor, next)
	assert.False(t, (&change{}).due(start))
	assert.False(t, (*change)(nil).due(start))
}

// Amounts are integers; only VAT is a fraction.
func TestLineTotals(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		line         line
		total, exVAT int64
	}{
		{line{amount: 12900, quantity: 1, vat: 0.25, inclVAT: true}, 12900, 10320},
		{line{amount: 10320, quantity: 1, vat: 0.25}, 12900, 10320},
		{line{amount: 333, quantity: 3, vat: 0.07}, 1069, 999},
		{line{amount: 1, quantity: 2, vat: 0, inclVAT: true}, 2, 2},
	} {
		assert.Equal(t, tt.total, tt.line.total())
		assert.Equal(t, tt.exVAT, withoutVAT(tt.line.total(), tt.line.vat))
	}
}

func TestDurations(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]duration{
		"P1Y2M3W4D": {years: 1, months: 2, days: 25}, "PT3H4M5S": {clock: 3*time.Hour + 4*time.Minute + 5*time.Second},
		"P1DT12H": {days: 1, clock: 12 * time.Hour},
	} {
		d, err := parseDuration(text)
		require.NoError(t, err)
		assert.Equal(t, want, d, text)
	}
	for _, text := range []string{"", "P", "PT", "1D", "P1", "P1X", "P1H", "PT1D", "P1DT", "P1.5D", "-P1D", "P12345678D", "PTT1H"} {
		_, err := parseDuration(text)
		assert.Error(t, err, text)
	}
}

func FuzzInterval(f *testing.F) {
	for _, s := range []string{"[1;2)", "(;5]", "[5;)", "(;)", "[;", "[1;2;3]"} {
		f.Add(s)
	}
	number := func(s string) (int64, error) { return strconv.ParseInt(s, 10, 64) }
	f.Fuzz(func(t *testing.T, s string) {
		low, high, err := interval(s, number)
		if err != nil {
			return
		}
		again := bracket(low, "[", "(") + ";" + bracket(high, "]", ")")
		low2, high2, err := interval(again, number)
		require.NoError(t, err)
		assert.Equal(t, low, low2)
		assert.Equal(t, high, high2)
	})
}

// bracket writes a bound, its bracket first for the lower one.
func bracket(b bound[int64], in, ex string) string {
	number := ""
	if !b.open {
		number = strconv.FormatInt(b.value, 10)
	}
	side := ex
	if b.inclusive {
		side = in
	}
	if in == "[" {
		return side + number
	}
	return number + side
}
