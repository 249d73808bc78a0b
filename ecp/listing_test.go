package ecp

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
)

func newList() *listAnswer[*CouponPage] {
	return &listAnswer[*CouponPage]{read: Wire{}.WithDefaults().couponPage}
}

func decodeList(t testing.TB, body string) *listAnswer[*CouponPage] {
	t.Helper()
	a := newList()
	require.NoError(t, client.Unmarshal([]byte(body), a))
	return a
}

func pageOf(t *testing.T, w Wire, body string) (*CouponPage, error) {
	t.Helper()
	return w.WithDefaults().couponPage(&decodeList(t, body).envelope)
}

func TestCouponPage_sample(t *testing.T) {
	t.Parallel()
	page, err := pageOf(t, Wire{}, string(sample(t, "coupons.json")))
	require.NoError(t, err)
	assert.Equal(t, []int{1, 100, 2}, []int{page.Page, page.ResultsPerPage, page.TotalCoupons})
	require.Len(t, page.Coupons, 2)
	c := page.Coupons[0]
	assert.Equal(t, 48213, c.ID)
	assert.Equal(t, "48213", c.RawID)
	assert.Equal(t, EndDate("2026-03-31T23:59:59"), c.EndDate)
	var own struct{ Title string }
	require.NoError(t, c.Decode(&own))
	assert.Equal(t, "Save $0.75 on oat cereal", own.Title)
	assert.JSONEq(t, string(sample(t, "coupons.json")), string(page.Raw))

	past, err := pageOf(t, Wire{}, string(sample(t, "coupons-past-the-end.json")))
	require.NoError(t, err)
	assert.Equal(t, 287, past.TotalCoupons)
	assert.Empty(t, past.Coupons)
}

// Only the existence of the three numbers is documented ("each response states
// the page, the maximum per page and the total"), so all likely names must do.
func TestCouponPage_names(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ field, names string }{
		{"page", "Page PageNumber CurrentPage RequestedPage page"},
		{"size", "ResultsPerPage MaxResultsPerPage MaxResults PageSize PerPage pageSize"},
		{"total", "TotalCoupons Total TotalResults TotalCount TotalAvailable totalCount"},
	} {
		for name := range strings.FieldsSeq(test.names) {
			for _, value := range []string{`7`, `"7"`} {
				for _, body := range []string{
					`{"Code":1000,"Data":{"` + name + `":` + value + `,"Coupons":[]}}`,
					`{"Code":1000,"` + name + `":` + value + `,"Data":{"Coupons":[]}}`,
				} {
					page, err := pageOf(t, Wire{}, body)
					require.NoError(t, err, body)
					want := map[string]int{"page": NotStated, "size": NotStated, "total": NotStated}
					want[test.field] = 7
					assert.Equal(t, want, map[string]int{"page": page.Page, "size": page.ResultsPerPage, "total": page.TotalCoupons}, body)
				}
			}
		}
	}
}

func TestCouponPage_containers(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"Code":1000,"Data":{"Coupons":[{"CouponId":5}]}}`,
		`{"Code":1000,"Data":{"Results":[{"CouponId":5}]}}`,
		`{"Code":1000,"Data":{"Items":[{"CouponId":5}]}}`,
		`{"Code":1000,"Data":[{"CouponId":5}]}`,
		`{"Code":1000,"Coupons":[{"CouponId":5}]}`,
		`{"Code":1000,"Data":null,"Coupons":[{"CouponId":5}]}`,
		`{"code":"1000","data":{"coupons":[{"couponId":"5"}]}}`,
		`{"Data":{"Tags":["a"],"Coupons":[{"CouponId":5}]}}`,
		` { "Code" : 1000 , "Data" : { "Coupons" : [ { "ID" : 5 } ] } } `,
	} {
		require.NoError(t, decodeList(t, body).Verify(), body)
		page, err := pageOf(t, Wire{}, body)
		if assert.NoError(t, err, body) && assert.Len(t, page.Coupons, 1, body) {
			assert.Equal(t, 5, page.Coupons[0].ID, body)
		}
	}
}

// What isn't a list must not look like an empty one: integrators delete what is
// not listed.
func TestListAnswer_refusals(t *testing.T) {
	t.Parallel()
	for body, text := range map[string]string{
		`{}`:                                     "no list",
		`{"Code":1000}`:                          "no list",
		`{"Code":1000,"Data":null}`:              "no list",
		`{"Code":1000,"Data":{"Coupons":null}}`:  "no list",
		`{"Code":1000,"Data":"[]"}`:              "no list",
		`{"Code":2001,"Data":{"Coupons":[]}}`:    "code 2001",
		`{"Code":"E1","Data":{"Coupons":[]}}`:    "code E1",
		`{"Code":true,"Data":{"Coupons":[]}}`:    "no number",
		`{"Code":3000,"Message":"x","Data":[1]}`: "code 3000",
	} {
		assert.ErrorContains(t, decodeList(t, body).Verify(), text, body)
	}
	assert.Error(t, client.Unmarshal([]byte(`[]`), newList()), "a bare array has no Code")
}

func TestCouponPage_refusals(t *testing.T) {
	t.Parallel()
	for body, text := range map[string]string{
		`{"Code":1000,"Data":{"Offers":[]}}`:                    `no list under Coupons, Results, Items; the answer has "Offers"`,
		`{"Code":1000,"Data":{"Coupons":[{"Title":"x"}]}}`:      "no id",
		`{"Code":1000,"Data":{"Coupons":[{"CouponId":null}]}}`:  "no id",
		`{"Code":1000,"Data":{"Coupons":[{"CouponId":""}]}}`:    "no id",
		`{"Code":1000,"Data":{"Coupons":[{"CouponId":{}}]}}`:    "no id",
		`{"Code":1000,"Data":{"Coupons":[{"Id":1},null]}}`:      "number 2 of the page",
		`{"Code":1000,"Data":{"Coupons":[5]}}`:                  "not a JSON object",
		`{"Code":1000,"Data":{"Coupons":[],"Page":-1}}`:         "paging number",
		`{"Code":1000,"Data":{"Coupons":[],"Total":"many"}}`:    "paging number",
		`{"Code":1000,"Data":{"Coupons":[],"PageSize":1e2}}`:    "paging number",
		`{"Code":1000,"Data":{"Coupons":[],"TotalCount":true}}`: "paging number",
	} {
		_, err := pageOf(t, Wire{}, body)
		assert.ErrorContains(t, err, text, body)
	}
}

func TestCoupon_id(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]Coupon{
		`{"CouponId":48213}`:                  {ID: 48213, RawID: "48213"},
		`{"CouponId":"48213"}`:                {ID: 48213, RawID: "48213"},
		`{"CouponId":"AB-7"}`:                 {RawID: "AB-7"},
		`{"CouponId":"007"}`:                  {RawID: "007"},
		`{"CouponId":9007199254740993}`:       {ID: 9007199254740993, RawID: "9007199254740993"},
		`{"CouponId":92233720368547758080}`:   {RawID: "92233720368547758080"},
		`{"CouponId":1.5}`:                    {RawID: "1.5"},
		`{"CouponId":0}`:                      {RawID: "0"},
		`{"ID":1,"couponid":2,"Id":3}`:        {ID: 2, RawID: "2"}, // CouponId goes first
		`{"id":3}`:                            {ID: 3, RawID: "3"},
		`{"CouponId":1,"enddate":"1/2/2026"}`: {ID: 1, RawID: "1", EndDate: "1/2/2026"},
		`{"CouponId":1,"EndDate":null}`:       {ID: 1, RawID: "1"},
		`{"CouponId":5,"couponid":6}`:         {ID: 5, RawID: "5"}, // the exact name goes first
	} {
		c, err := Wire{}.WithDefaults().coupon(json.RawMessage(raw))
		require.NoError(t, err, raw)
		want.Raw = json.RawMessage(raw)
		assert.Equal(t, &want, c, raw)
	}
}

func TestCoupon_JSON(t *testing.T) {
	t.Parallel()
	const stored = `{"CouponId":48213,"Title":"t","EndDate":"2026-03-31","Unknown":[1]}`
	var c Coupon
	require.NoError(t, json.Unmarshal([]byte(stored), &c))
	assert.Equal(t, 48213, c.ID)
	again, err := json.Marshal(&c)
	require.NoError(t, err)
	assert.JSONEq(t, stored, string(again))

	for want, c := range map[string]*Coupon{
		`{"CouponId":7,"EndDate":"x"}`:    {ID: 7, EndDate: "x"},
		`{"CouponId":"A-1","EndDate":""}`: {RawID: "A-1"},
	} {
		got, err := json.Marshal(c)
		require.NoError(t, err)
		assert.JSONEq(t, want, string(got))
	}
	require.Error(t, json.Unmarshal([]byte(`{"Title":"no id"}`), &c))

	byID, err := json.Marshal(map[int]Coupon{48213: c})
	require.NoError(t, err)
	assert.JSONEq(t, `{"48213":`+stored+`}`, string(byID), "a value too, so that nothing gets lost in a store")
}

// The core reuses the buffer of an answer, and a map has no order.
func TestEnvelope_isACopyAndDeterministic(t *testing.T) {
	t.Parallel()
	const want = `{"Code":1000,"Data":{"COUPONS":[{"COUPONID":1,"couponid":2}],"coupons":[]}}`
	for range 50 {
		a := newList()
		data := []byte(want)
		require.NoError(t, client.Unmarshal(data, a))
		clear(data)
		page, err := Wire{}.WithDefaults().couponPage(&a.envelope)
		require.NoError(t, err)
		require.Len(t, page.Coupons, 1)
		require.Equal(t, 1, page.Coupons[0].ID)
		require.JSONEq(t, want, string(page.Raw))
	}
}

func TestStores(t *testing.T) {
	t.Parallel()
	w := Wire{}.WithDefaults()
	stores := func(body string) ([]*Store, error) { return w.stores(&decodeList(t, body).envelope) }

	got, err := stores(string(sample(t, "stores.json")))
	require.NoError(t, err)
	require.Len(t, got, 2)
	assert.Equal(t, "Harvest Foods Elm St, Dayton, OH", got[0].Name+", "+got[0].City+", "+got[0].State)
	assert.Equal(t, 318, got[1].ID)

	for _, body := range []string{
		`{"Code":1000,"Data":{"Stores":[{"Id":"A1","StoreNumber":12,"StoreName":"n","Address":"a","Zip":"45402","Phone":"p","x":1}]}}`,
		`{"Code":1000,"Data":{"AggregatorStores":[{"StoreId":"A1","storeNumber":"12","name":"n","address":"a","zip":45402,"phone":"p"}]}}`,
		`{"Code":1000,"Stores":[{"StoreId":"A1","StoreNumber":"12","Name":"n","Address":"a","Zip":"45402","Phone":"p"}],"Total":1}`,
	} {
		got, err := stores(body)
		require.NoError(t, err, body)
		require.Len(t, got, 1, body)
		s := *got[0]
		var own struct{ Phone string }
		require.NoError(t, s.Decode(&own))
		assert.Equal(t, "p", own.Phone)
		s.Raw = nil
		assert.Equal(t, Store{RawID: "A1", Number: "12", Name: "n", Address: "a", Zip: "45402", Phone: "p"}, s, body)
	}

	empty, err := stores(`{"Code":1000,"Data":[]}`)
	require.NoError(t, err)
	assert.Empty(t, empty)

	_, err = stores(`{"Code":1000,"Data":{"Total":101,"PageSize":100,"Stores":[{"StoreId":1}]}}`)
	require.ErrorIs(t, err, ErrPaging, "a part must not pass for the whole")
	_, err = stores(`{"Code":1000,"Data":[7]}`)
	require.Error(t, err)
}

func FuzzListAnswer(f *testing.F) {
	f.Add(sample(f, "coupons.json"))
	f.Add(sample(f, "stores.json"))
	f.Add([]byte(`{"Code":"1000","Page":"1","Data":[{"ID":"x"}]}`))
	f.Add([]byte(`{"Code":1000,"Data":{"` + strings.Repeat("\xff", 30) + `":1}}`))
	w := Wire{}.WithDefaults()
	f.Fuzz(func(t *testing.T, body []byte) {
		a := newList()
		if client.Unmarshal(body, a) != nil {
			return
		}
		if err := a.Verify(); err != nil {
			if len(err.Error()) > 1500 { // ten names of 24 bytes, each of which may take four in quotes
				t.Fatalf("%d bytes of error", len(err.Error()))
			}
			return
		}
		for _, c := range a.result.Coupons {
			if c.RawID == "" || !json.Valid(c.Raw) {
				t.Fatalf("%+v", c)
			}
		}
		stores, err := w.stores(&a.envelope)
		if (err == nil) == (stores == nil) {
			t.Fatalf("%v and %v", stores, err)
		}
	})
}
