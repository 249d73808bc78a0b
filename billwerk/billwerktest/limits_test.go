package billwerktest_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// burst makes n calls at once and counts the codes of their errors; 0 is success.
func burst(n int, call func(i int) error) map[billwerk.Code]int {
	var mu sync.Mutex
	var wg sync.WaitGroup
	codes := map[billwerk.Code]int{}
	for i := range n {
		wg.Go(func() {
			err := call(i)
			mu.Lock()
			defer mu.Unlock()
			codes[codeOf(err)]++
		})
	}
	wg.Wait()
	return codes
}

func codeOf(err error) billwerk.Code {
	if err == nil {
		return 0
	}
	e, ok := asError(err)
	if !ok {
		return -1
	}
	return e.ErrorCode
}

// The documented limits (page "request_limiting"): 25 reads per second with a
// burst of 50, and 10 writes per second with a burst of 25.
func TestRateLimits(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name           string
		burst, rate    int
		method, target string
	}{
		{"reads", 50, 25, http.MethodGet, "/v1/customer/c-20418"},
		{"writes", 25, 10, http.MethodPost, "/v1/charge/none/cancel"},
		{"deletes", 25, 10, http.MethodDelete, "/v1/charge/none"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				fake := billwerktest.NewFake()
				admitted := func(n int) (ok int) {
					for range n {
						r, w := httptest.NewRequestWithContext(t.Context(), tt.method, tt.target, nil), httptest.NewRecorder()
						r.SetBasicAuth(billwerktest.PrivateKey, "")
						if fake.ServeHTTP(w, r); w.Code != http.StatusTooManyRequests {
							ok++
							continue
						}
						assert.Contains(t, w.Body.String(), `"code":122`)
					}
					return ok
				}
				assert.Equal(t, tt.burst, admitted(tt.burst+30), "the burst")
				<-time.After(time.Second)
				assert.Equal(t, tt.rate, admitted(tt.rate+30), "after a second; refusals cost no token")
				<-time.After(time.Hour)
				assert.Equal(t, tt.burst, admitted(tt.burst+30), "the bucket fills up to the burst and no further")
				stats := fake.Stats()
				assert.Equal(t, 90, stats.RateRefused)
				assert.Equal(t, 2*tt.burst+tt.rate, stats.Reads+stats.Writes)
			})
		})
	}
}

// 10 requests at once, reads and writes apart; the eleventh gets 123, and costs no
// token.
func TestConcurrencyLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := connect(t, billwerktest.NewFake(billwerktest.WithServiceTime(time.Second)), billwerktest.PrivateKey,
			client.WithLimiter(retry.NoLimit()), client.WithRetry(retry.NoRetry()))
		codes := burst(30, func(i int) error {
			if i%2 == 0 {
				_, err := b.Charges.Cancel(t.Context(), "none")
				return err
			}
			_, err := b.Customers.Get(t.Context(), billwerktest.Customer)
			return err
		})
		assert.Equal(t, map[billwerk.Code]int{
			0: 10, billwerk.CodeInvoiceNotFound: 10, billwerk.CodeConcurrencyLimitExceeded: 10,
		}, codes)
		assert.Equal(t, billwerktest.Stats{Reads: 10, Writes: 10, ConcurrencyRefused: 10, MaxReads: 10, MaxWrites: 10}, b.fake.Stats())
		codes = burst(10, func(int) error {
			_, err := b.Customers.Get(t.Context(), billwerktest.Customer)
			return err
		})
		assert.Equal(t, map[billwerk.Code]int{0: 10}, codes, "the slots are free again")
	})
}

// The client's limits as shipped fit the fake's.
func TestClientKeepsTheLimits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := connect(t, billwerktest.NewFake(billwerktest.WithServiceTime(20*time.Millisecond)), billwerktest.PrivateKey)
		codes := burst(200, func(i int) error {
			if i%4 > 0 {
				_, err := b.Customers.Get(t.Context(), billwerktest.Customer)
				return err
			}
			_, err := b.Customers.Create(t.Context(), &billwerk.CustomerCreateParams{GenerateHandle: true})
			return err
		})
		assert.Equal(t, map[billwerk.Code]int{0: 200}, codes)
		stats := b.fake.Stats()
		assert.Zero(t, stats.RateRefused+stats.ConcurrencyRefused, "%+v", stats)
		assert.Equal(t, 150, stats.Reads)
		assert.Equal(t, 50, stats.Writes)
	})
}

func TestLimitOptions(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		get := func(fake *billwerktest.Fake, method string, n int) (refused int) {
			for range n {
				w := httptest.NewRecorder()
				fake.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, "/v1/error_codes", nil))
				if w.Code == http.StatusTooManyRequests {
					refused++
				}
			}
			return refused
		}
		limits := billwerktest.Limits{PerSecond: 1, Burst: 3, Concurrent: 1}
		small := billwerktest.NewFake(billwerktest.WithLimits(limits, billwerktest.Limits{PerSecond: 1, Burst: 2, Concurrent: 1}))
		assert.Equal(t, 7, get(small, http.MethodGet, 10))
		assert.Equal(t, 8, get(small, http.MethodPost, 10))
		assert.Zero(t, get(billwerktest.NewFake(billwerktest.WithoutLimits()), http.MethodGet, 1000))
	})
}

// A client that leaves doesn't stop what it asked for.
func TestServiceTimeAndLeaving(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, billwerktest.WithServiceTime(10*time.Second))
		start := time.Now()
		_, err := b.Customers.Get(t.Context(), billwerktest.Customer)
		require.NoError(t, err)
		assert.Equal(t, 10*time.Second, time.Since(start))

		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = b.Charges.Create(ctx, charge("o-1", 1000, true))
		require.ErrorIs(t, err, client.ErrOutcomeUnknown)
		require.NoError(t, b.wire.Wait(t.Context()))
		assert.Equal(t, 1, b.fake.Processed("o-1"))
	})
}
