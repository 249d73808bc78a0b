package ecptest

import (
	"fmt"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/ecp"
)

// Option configures a [Fake].
type Option func(*Fake)

// WithCredentials replaces the credentials that the fake accepts.
func WithCredentials(c ecp.Credentials) Option { return func(f *Fake) { f.credentials = c } }

// WithTokenLifetime sets how long a token is good for; the default is an hour.
func WithTokenLifetime(d time.Duration) Option { return func(f *Fake) { f.lifetime = d } }

// WithPageSize sets how many coupons a page holds; the default, and the most
// that the vendor documents, is ecp.MaxPageSize.
func WithPageSize(n int) Option {
	return func(f *Fake) { f.pageSize = min(max(n, 1), ecp.MaxPageSize) }
}

// WithCoupons replaces the catalogue, by default that of [Catalogue](3).
func WithCoupons(coupons ...Coupon) Option { return func(f *Fake) { f.setCoupons(coupons) } }

// WithAnyCoupon makes the fake count the clips of coupons that it doesn't have.
func WithAnyCoupon() Option { return func(f *Fake) { f.anyCoupon = true } }

// WithOthersCounted makes the fake count the other coupons of a request that it
// refuses with code 2002. Which of the two the vendor does is not documented; by
// default the whole request is refused.
func WithOthersCounted() Option { return func(f *Fake) { f.othersCounted = true } }

// WithStores replaces the stores, by default two.
func WithStores(stores ...Store) Option { return func(f *Fake) { f.stores = stores } }

// WithAggregators sets with how many Aggregators the API User is associated;
// the default is 1, and any other number leads to code 2003.
func WithAggregators(n int) Option { return func(f *Fake) { f.aggregators = n } }

// WithWire sets the names on the wire; zero fields
// stand for its defaults.
func WithWire(w ecp.Wire) Option { return func(f *Fake) { f.wire = w } }

// Coupon is a coupon of the fake's catalogue.
type Coupon struct {
	ID    int
	Title string
	// EndDate is when it vanishes, in UTC; zero for never.
	EndDate time.Time
	// MaxClips is how often it can be clipped; 0 for without limit.
	MaxClips int
	// Clips is how often it has been.
	Clips int
}

// Store is a store of the fake.
type Store struct {
	ID                int
	Name, City, State string
}

// Catalogue makes n coupons with the ids 1001, 1002 and so on, without limit
// and end.
func Catalogue(n int) []Coupon {
	coupons := make([]Coupon, n)
	for i := range coupons {
		coupons[i] = Coupon{ID: 1001 + i, Title: fmt.Sprintf("Coupon number %d", i+1)}
	}
	return coupons
}

// defaultCredentials are no secret: they open nothing but a fake.
var defaultCredentials = ecp.Credentials{Username: "harvest-foods-api", Password: auth.Secret("example-only-9Qz")}

var defaultStores = []Store{
	{311, "Harvest Foods Elm St", "Dayton", "OH"},
	{318, "Harvest Foods Riverside", "Xenia", "OH"},
}
