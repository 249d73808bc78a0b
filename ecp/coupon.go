package ecp

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/vendorkit/vendorkit-go/client"
)

// Coupon is one coupon of the catalogue. The vendor documents that it has an id
// and an EndDate, and nothing else; Raw has the rest.
type Coupon struct {
	// ID never changes, also when the coupon is edited (guide "Getting
	// Started"): use it as the key in your store. Whether it is a number or a
	// string is not documented. ID is 0 if it is not a positive integer; RawID is
	// there in any case.
	ID int
	// RawID is the id as it stands, without quotes.
	RawID string
	// EndDate is when the coupon ends; afterwards it is absent.
	EndDate EndDate
	// Raw is the coupon's JSON object. There is no modified-since field, so what
	// changed is found by comparing it.
	Raw json.RawMessage
}

var errNoCouponID = errors.New("a coupon has no id under the names of ecp.Wire")

// Decode decodes Raw into v, a pointer to a type of your own with the fields
// that your account sees. Names match without regard to case.
func (c Coupon) Decode(v any) error { return client.Unmarshal(c.Raw, v) }

// MarshalJSON writes Raw. It is for coupons that came from the vendor; one
// without Raw is written with its id and end date. It has no pointer receiver,
// since encoding/json doesn't call that of a value in a map.
func (c Coupon) MarshalJSON() ([]byte, error) {
	if len(c.Raw) != 0 {
		return c.Raw, nil
	}
	id := any(c.RawID)
	if c.ID != 0 {
		id = c.ID
	}
	return client.Marshal(struct {
		ID      any `json:"CouponId"`
		EndDate EndDate
	}{id, c.EndDate})
}

// UnmarshalJSON reads what MarshalJSON wrote, under the default names of Wire.
func (c *Coupon) UnmarshalJSON(b []byte) error {
	coupon, err := Wire{}.WithDefaults().coupon(bytes.Clone(b))
	if err != nil {
		return err
	}
	*c = *coupon
	return nil
}

// coupon keeps raw.
func (w Wire) coupon(raw json.RawMessage) (*Coupon, error) {
	o, ok := objectOf(raw)
	if !ok {
		return nil, errors.New("a coupon is not a JSON object")
	}
	id, _ := o.get(w.CouponIDKeys...)
	end, _ := o.get("EndDate")
	c := &Coupon{Raw: raw, EndDate: endDateOf(end)}
	if c.ID, c.RawID = idOf(id); c.RawID == "" {
		return nil, errNoCouponID
	}
	return c, nil
}
