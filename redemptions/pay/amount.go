package pay

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/wire"
)

// Amount is an amount of money as it stands on the wire: a decimal in major units
// (rands, inferred from "up to 2 decimal places"), such as 400.50
// [POST /batches/{id}/payments]. It is never turned into a float, and text that
// isn't a number survives as it came.
//
// It decodes from a JSON number or string, because account balances come as
// either [GET /accounts], and encodes as a number. The empty Amount is an absent
// one, not zero.
type Amount string

// decimals is the number of decimal places that the vendor takes.
const decimals = 2

// NewAmount returns an amount of hundredths: NewAmount(40050) is 400.50.
func NewAmount(hundredths int64) Amount {
	digits, sign := strconv.FormatInt(hundredths, 10), ""
	if hundredths < 0 {
		digits, sign = digits[1:], "-"
	}
	digits = strings.Repeat("0", max(0, decimals+1-len(digits))) + digits
	return Amount(sign + digits[:len(digits)-decimals] + "." + digits[len(digits)-decimals:])
}

// Hundredths returns the amount times 100. An absent amount, text that isn't a
// plain decimal, more than two decimal places other than zeros, and a number that
// doesn't fit are errors that match client.ErrInvalid.
func (a Amount) Hundredths() (int64, error) {
	whole, fraction, _ := strings.Cut(string(a), ".")
	digits := strings.TrimRight(fraction, "0")
	if !a.isDecimal() || len(digits) > decimals {
		return 0, a.invalid()
	}
	n, err := strconv.ParseInt(whole+digits+strings.Repeat("0", decimals-len(digits)), 10, 64)
	if err != nil {
		return 0, a.invalid()
	}
	return n, nil
}

func (a Amount) invalid() error {
	return fmt.Errorf("%s: %w: %.40q is not an amount with up to two decimal places", Vendor, client.ErrInvalid, string(a))
}

// isDecimal reports whether the text is a JSON number without an exponent.
func (a Amount) isDecimal() bool {
	const digits = "0123456789"
	whole, fraction, hasPoint := strings.Cut(strings.TrimPrefix(string(a), "-"), ".")
	switch {
	case whole == "" || strings.Trim(whole, digits) != "":
		return false
	case len(whole) > 1 && whole[0] == '0':
		return false
	case hasPoint && (fraction == "" || strings.Trim(fraction, digits) != ""):
		return false
	}
	return true
}

// Equal reports whether both are the same amount, however they are written. It is
// false when one of them isn't an amount.
func (a Amount) Equal(other Amount) bool {
	n, err := a.Hundredths()
	if err != nil {
		return false
	}
	m, err := other.Hundredths()
	return err == nil && n == m
}

// UnmarshalJSON takes a number or a string.
func (a *Amount) UnmarshalJSON(data []byte) error {
	text, err := wire.Number(data)
	if err == nil {
		*a = Amount(text)
	}
	return err
}

// MarshalJSON writes a number, digit by digit as it stands. Text that isn't a
// plain decimal is written as a string, so that what was read can be stored; the
// parameters of a call refuse it.
func (a Amount) MarshalJSON() ([]byte, error) {
	if a.isDecimal() {
		return []byte(a), nil
	}
	return client.Marshal(string(a))
}
