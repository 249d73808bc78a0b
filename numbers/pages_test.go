package numbers_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
)

// stock serves n numbers, as a server that may not keep to what is asked.
type stock struct {
	n          int
	cap        int  // the most that it gives at once; 0 for none
	ignoreSkip bool // it always begins at the beginning
	total      bool // it says how many there are
}

func (s stock) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	count, _ := strconv.Atoi(q.Get("Results_Count"))
	skip, _ := strconv.Atoi(q.Get("Results_Skip"))
	if s.cap > 0 {
		count = min(count, s.cap)
	}
	if s.ignoreSkip {
		skip = 0
	}
	items := []string{}
	for i := skip; i < min(skip+count, s.n); i++ {
		items = append(items, fmt.Sprintf(`{"Number":"+6125550%04d","ConfigId":"f%d","PropertySid":"S%d"}`, i, i, i))
	}
	total := ""
	if s.total {
		total = fmt.Sprintf(`,"TotalCount":%d`, s.n)
	}
	_, _ = io.WriteString(w, `{"Numbers":[`+strings.Join(items, ",")+`]`+total+`}`)
}

// walk counts what All yields and the requests that it takes.
func walk(t *testing.T, server stock, count int) (items, requests int, err error) {
	t.Helper()
	rt := clienttest.NewTransport(server)
	t.Cleanup(func() { require.NoError(t, rt.Close()) })
	c := newClient(t, rt, numbers.Wire{})
	seen := map[string]bool{}
	for n, err := range c.Numbers.All(t.Context(), &numbers.NumberListParams{Count: count}) {
		if err != nil {
			return len(seen), rt.Count(), err
		}
		assert.False(t, seen[n.Number], "%s twice", n.Number)
		seen[n.Number] = true
	}
	return len(seen), rt.Count(), nil
}

// The vendor documents no end mark: a page that is shorter than what it would
// have given is the last (inferred).
func TestAllStops(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		server          stock
		count, requests int
	}{
		"nothing there":                   {stock{n: 0}, 0, 1},
		"one page":                        {stock{n: 199}, 0, 1},
		"exactly one page":                {stock{n: 200}, 0, 2},
		"three pages":                     {stock{n: 450}, 0, 3},
		"small pages":                     {stock{n: 25}, 10, 3},
		"a lower maximum than asked for":  {stock{n: 450, cap: 200}, 500, 3},
		"the same, ending with a page":    {stock{n: 400, cap: 200}, 500, 3},
		"with a total":                    {stock{n: 200, total: true}, 0, 1},
		"with a total, pages cut shorter": {stock{n: 90, cap: 30, total: true}, 50, 3},
	} {
		items, requests, err := walk(t, test.server, test.count)
		require.NoError(t, err, name)
		assert.Equal(t, test.server.n, items, name)
		assert.Equal(t, test.requests, requests, name)
	}
}

// A server that doesn't know Results_Skip gives the same page for ever.
func TestAllNoticesThatItDoesNotMove(t *testing.T) {
	t.Parallel()
	items, requests, err := walk(t, stock{n: 300, ignoreSkip: true}, 0)
	require.ErrorIs(t, err, client.ErrCursorStuck)
	assert.Equal(t, 200, items)
	assert.Equal(t, 2, requests)
}

// Ranging twice over the same sequence walks twice.
func TestAllCanBeWalkedAgain(t *testing.T) {
	t.Parallel()
	c, _, _ := inMemory(t)
	params := &numbers.NumberListParams{PropertySID: propertySID, Count: 10, Skip: 2}
	all := c.Numbers.All(t.Context(), params)
	params.Count = -1 // the sequence has its own copy
	for range 2 {
		n := 0
		for _, err := range all {
			require.NoError(t, err)
			n++
		}
		assert.Equal(t, numberstest.Seeded-2, n)
	}
}

func TestOtherListingsWalk(t *testing.T) {
	t.Parallel()
	c, fake, _ := inMemory(t)
	ctx := t.Context()
	for i := range 57 {
		_, err := c.Properties.Create(ctx, &numbers.PropertyCreateParams{Name: fmt.Sprint("p", i), MainDomain: "d", TimeZone: "UTC"})
		require.NoError(t, err)
		_, err = c.OnlineLogins.Create(ctx, propertySID, &numbers.OnlineLoginCreateParams{
			Email: fmt.Sprintf("u%d@example.com", i), Password: "correct horse", FirstName: "f", LastName: "l", Scopes: numbers.Scopes{"Manage"},
		})
		require.NoError(t, err)
		_, err = c.Addresses.Create(ctx, &numbers.AddressCreateParams{Line1: "1", City: "c", CountryCode: "NZ", Reference: fmt.Sprint(i)})
		require.NoError(t, err)
		fake.AddMessage("+61491570006", "hello")
	}
	window := &numbers.MessageListParams{From: time.Now().Add(-time.Hour), To: time.Now().Add(time.Hour), Count: 20}
	assert.Equal(t, 59, length(t, c.Properties.All(ctx, nil)))
	assert.Equal(t, 56, length(t, c.Properties.All(ctx, &numbers.PropertyListParams{Skip: 3, Count: 10})))
	assert.Equal(t, 57, length(t, c.OnlineLogins.All(ctx, nil)))
	assert.Equal(t, 58, length(t, c.Addresses.All(ctx, &numbers.AddressListParams{Count: 20})))
	assert.Equal(t, 57, length(t, c.Addresses.All(ctx, &numbers.AddressListParams{CountryCode: "NZ", Count: 20})))
	assert.Equal(t, 57, length(t, c.Messages.All(ctx, propertySID, window)))
	assert.Equal(t, 1, length(t, c.Flows.All(ctx, propertySID, nil)))
	page, err := c.Properties.List(ctx, nil)
	require.NoError(t, err)
	assert.Equal(t, 59, *page.TotalCount)
}

func length[T any](t *testing.T, all func(func(T, error) bool)) (n int) {
	t.Helper()
	all(func(_ T, err error) bool {
		require.NoError(t, err)
		n++
		return true
	})
	return n
}

// Blocks are paged by index (page get-number-blocks).
func TestBlockPages(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		size, start, cap int
		total            any
		want, requests   int
	}{
		"default size":           {0, 0, 0, 25, 25, 3},
		"no total":               {0, 0, 0, nil, 25, 3},
		"total that wasn't made": {0, 0, 0, 0, 25, 3}, // what .NET writes for a number that nobody set
		"from the second page":   {10, 1, 0, 25, 15, 2},
		"smaller than asked":     {100, 0, 20, 25, 25, 2},
		"smaller, and no total":  {100, 0, 20, nil, 25, 2}, // the second has less than the vendor gives unasked
	} {
		requests := 0
		rt := clienttest.NewTransport(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			requests++
			index, _ := strconv.Atoi(r.URL.Query().Get("PageIndex"))
			size, _ := strconv.Atoi(r.URL.Query().Get("PageSize"))
			if test.cap > 0 {
				size = min(size, test.cap)
			}
			items := []map[string]string{}
			for i := index * size; i < min((index+1)*size, 25); i++ {
				items = append(items, map[string]string{"NumberBlockSid": fmt.Sprint("B", i)})
			}
			answer := map[string]any{"Items": items}
			if test.total != nil {
				answer["TotalCount"] = test.total
			}
			assert.NoError(t, json.NewEncoder(w).Encode(answer))
		}))
		c := newClient(t, rt, numbers.Wire{})
		n := length(t, c.NumberBlocks.All(t.Context(), &numbers.NumberBlockListParams{PageSize: test.size, PageIndex: test.start}))
		assert.Equal(t, test.want, n, name)
		assert.Equal(t, test.requests, requests, name)
		require.NoError(t, rt.Close())
	}
}

// Page get-calls: each listing hands out a token; with it come the calls written
// since.
func TestCallsByToken(t *testing.T) {
	t.Parallel()
	c, fake, wire := inMemory(t)
	ctx := t.Context()
	first := time.Unix(1748700000, 0)
	byDates := &numbers.CallListParams{PropertySID: propertySID, From: first, To: first.Add(time.Hour), Count: 10}
	token, n := "", 0
	for page, err := range c.Calls.Pages(ctx, byDates) {
		require.NoError(t, err)
		if token == "" {
			token = page.Token
		}
		n += len(page.Items)
	}
	assert.Equal(t, numberstest.Seeded, n)
	assert.Equal(t, numberstest.Seeded, length(t, c.Calls.All(ctx, byDates)))

	written := []string{fake.AddCall(first.Add(time.Minute)), fake.AddCall(first.Add(-time.Minute))}
	before := wire.Count()
	var got, tokens []string
	for page, err := range c.Calls.Pages(ctx, &numbers.CallListParams{PropertySID: propertySID, Token: token}) {
		require.NoError(t, err)
		for _, call := range page.Items {
			got = append(got, call.CallSID)
		}
		tokens = append(tokens, page.Token)
	}
	assert.Equal(t, written, got)
	assert.Len(t, tokens, 2, "the last page is the empty one")
	assert.Equal(t, 2, wire.Count()-before)
	assert.Zero(t, length(t, c.Calls.All(ctx, &numbers.CallListParams{Token: tokens[1]})))

	call, err := c.Calls.Get(ctx, written[0])
	require.NoError(t, err)
	start, ok := call.Start()
	assert.True(t, ok)
	assert.Equal(t, first.Add(time.Minute).UTC(), start)
	_, err = c.Calls.Get(ctx, "C0")
	assert.Equal(t, numbers.CodeCallNotFound, as[*numbers.NotFoundError](t, err).ErrorCode)
}

// Skip belongs to the first page by token: on every page it would lose calls.
func TestSkipCountsOncePerWalk(t *testing.T) {
	t.Parallel()
	var queries []string
	rt := clienttest.NewTransport(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		queries = append(queries, r.URL.RawQuery)
		calls := `[{"CallSid":"C1"}]`
		if len(queries) == 2 {
			calls = `[]`
		}
		_, _ = fmt.Fprintf(w, `{"Calls":%s,"Token":"t%d"}`, calls, len(queries))
	}))
	t.Cleanup(func() { require.NoError(t, rt.Close()) })
	c := newClient(t, rt, numbers.Wire{})
	assert.Equal(t, 1, length(t, c.Calls.All(t.Context(), &numbers.CallListParams{Token: "t0", Count: 3, Skip: 2})))
	assert.Equal(t, []string{"Results_Count=3&Results_Skip=2&Token=t0", "Results_Count=3&Token=t1"}, queries)
}

func TestTokensThatDoNotMove(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"Calls":[{"CallSid":"C1"}],"Token":"t"}`: client.ErrCursorStuck.Error(),
		`{"Calls":[{"CallSid":"C1"}]}`:             "no token",
	} {
		c, _ := answering(t, 200, body)
		var errs []error
		for _, err := range c.Calls.All(t.Context(), &numbers.CallListParams{Token: "t"}) {
			if err != nil {
				errs = append(errs, err)
			}
		}
		require.Len(t, errs, 1, body)
		assert.ErrorContains(t, errs[0], want)
	}
	c, _ := answering(t, 200, `{"Calls":[],"Token":"t"}`) // the same token, and nothing new
	assert.Zero(t, length(t, c.Calls.All(t.Context(), &numbers.CallListParams{Token: "t"})))
}

func TestUnpagedCalls(t *testing.T) {
	t.Parallel()
	rt := clienttest.NewTransport(numberstest.NewFake())
	c := newClient(t, rt, numbers.Wire{CallsUnpaged: true})
	params := &numbers.CallListParams{From: time.Unix(0, 0).Add(time.Second), To: time.Now(), Count: 10}
	assert.Equal(t, numberstest.Seeded, length(t, c.Calls.All(t.Context(), params)))
	assert.Equal(t, 1, rt.Count())
}

// A listing that can't begin yields its error once.
func TestAllYieldsItsErrorOnce(t *testing.T) {
	t.Parallel()
	c, _, wire := inMemory(t)
	wire.Script.Always(clienttest.HTMLPage(http.StatusForbidden))
	ctx, yielded := t.Context(), 0
	one := func(err error) {
		yielded++
		require.ErrorIs(t, err, client.ErrForbidden)
	}
	for _, err := range c.Numbers.All(ctx, nil) {
		one(err)
	}
	for _, err := range c.Addresses.All(ctx, nil) {
		one(err)
	}
	for _, err := range c.Calls.All(ctx, &numbers.CallListParams{Token: "t"}) {
		one(err)
	}
	for _, err := range c.NumberBlocks.All(ctx, nil) {
		one(err)
	}
	assert.Equal(t, 4, yielded)
	for _, err := range c.Numbers.All(ctx, &numbers.NumberListParams{Skip: -1}) {
		_, ok := errors.AsType[*client.CallError](err)
		assert.True(t, ok)
	}
}
