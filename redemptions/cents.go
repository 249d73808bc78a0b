package redemptions

import (
	"fmt"
	"strconv"

	"github.com/vendorkit/vendorkit-go/client"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/wire"
)

// Cents is an amount of money as it stands on the wire: a string that holds a
// whole number of cents, "10000" for 100.00 DZAR [POST /payments]. It is never
// turned into a float, and text that isn't a number survives as it came.
//
// It decodes from a JSON string or number and encodes as a string. The empty
// Cents is an absent amount, not zero.
type Cents string

// NewCents returns the amount: NewCents(25900) is 259.00.
func NewCents(n int64) Cents { return Cents(strconv.FormatInt(n, 10)) }

// Int64 returns the number of cents. An absent amount, and text that isn't a
// whole number that fits, is an error that matches client.ErrInvalid.
func (c Cents) Int64() (int64, error) {
	n, err := strconv.ParseInt(string(c), 10, 64)
	if err != nil || c[0] == '+' {
		return 0, fmt.Errorf("%s: %w: %.40q is not a whole number of cents", Vendor, client.ErrInvalid, string(c))
	}
	return n, nil
}

// Equal reports whether both are the same number of cents, however they are
// written. It is false when one of them isn't a number.
func (c Cents) Equal(other Cents) bool {
	a, err := c.Int64()
	if err != nil {
		return false
	}
	b, err := other.Int64()
	return err == nil && a == b
}

// UnmarshalJSON takes a string or a number.
func (c *Cents) UnmarshalJSON(data []byte) error {
	text, err := wire.Number(data)
	if err == nil {
		*c = Cents(text)
	}
	return err
}
