package pay

import (
	"time"

	"github.com/vendorkit/vendorkit-go/client"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/wire"
)

// Time is a time that the vendor wrote. All its times are in UTC [POST /payments],
// also those that it writes without a zone, as it does in accounts and payments;
// that these are no exception is inferred, so the text stays reachable.
type Time struct {
	// Time is in UTC. It is zero when there was none, or the text can't be read.
	time.Time
	// Text is what the vendor wrote.
	Text string
}

// UnmarshalJSON takes a string of any kind: one that isn't a time leaves Time zero
// and Text filled.
func (t *Time) UnmarshalJSON(data []byte) error {
	var text string
	if err := client.Unmarshal(data, &text); err != nil {
		return err
	}
	t.Text = text
	t.Time, _ = wire.ParseTime(text)
	return nil
}

// MarshalJSON writes the vendor's own text if there is one, else the time in UTC.
func (t Time) MarshalJSON() ([]byte, error) {
	if t.Text != "" {
		return client.Marshal(t.Text)
	}
	return client.Marshal(t.UTC().Format(time.RFC3339Nano))
}
