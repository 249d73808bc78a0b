// Command pagination shows the two ways through a list: All ranges over every
// item, List gives one page.
package main

import (
	"context"
	"time"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/ecp"
	"github.com/vendorkit/vendorkit-go/ecp/ecptest"
	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
)

func main() { demo.Main("pagination", show) }

func show(d *demo.D) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()

	d.Section("All ranges over every item, whatever the pages are")
	phones := numberstest.NewServer(d)
	n := phones.Client(d)
	count := 0
	for number, err := range n.Numbers.All(ctx, &numbers.NumberListParams{PropertySID: numberstest.PropertySID, Count: 10}) {
		d.Must(err)
		if count++; count == 1 {
			d.Show("the first one", "%s", number.Number)
		}
	}
	d.Show("numbers, pages of 10", "%d in %d requests", count, phones.Count())
	d.Promise(count == numberstest.Seeded, "each item once")

	d.Section("Leaving early costs no further page")
	before := phones.Count()
	for _, err := range n.Numbers.All(ctx, &numbers.NumberListParams{PropertySID: numberstest.PropertySID, Count: 10}) {
		d.Must(err)
		break
	}
	d.Promise(phones.Count() == before+1, "one page was read")

	d.Section("An error comes once, as the last thing")
	coupons := ecptest.NewServer(d, ecptest.WithCoupons(ecptest.Catalogue(250)...))
	e := coupons.Client(d)
	pages := coupons.Script.Match("GET", "/coupons")
	pages.Next(nil, clienttest.Answer(403, "application/json", `{"Code":3000,"Message":"Not today."}`))
	seen, failures := 0, 0
	for _, err := range e.Coupons.All(ctx) {
		if err != nil {
			failures++
			d.Show("after 100 coupons", "%v", err)
			continue
		}
		seen++
	}
	d.Promise(seen == 100 && failures == 1, "100 coupons, one error, and the loop ends")

	d.Section("List gives one page, for those who keep their own place")
	page, err := e.Coupons.List(ctx, &ecp.CouponListParams{Page: 3})
	d.Must(err)
	d.Promise(page.Page == 3 && len(page.Coupons) == 50 && page.TotalCoupons == 250, "page 3 has the last %d of %d", len(page.Coupons), page.TotalCoupons)
}
