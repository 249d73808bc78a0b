package billwerk_test

import (
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// The documented limits hold by default, for reads and writes apart. The burst
// may be used, and not more than the rate after it.
func TestLimits(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		call  func(c *billwerk.Client, t *testing.T) error
		rate  int
		burst int
	}{
		"reads": {func(c *billwerk.Client, t *testing.T) error {
			return drop(c.Charges.Get(t.Context(), "o-1"))
		}, billwerk.ReadsPerSecond, billwerk.ReadBurst},
		"writes": {func(c *billwerk.Client, t *testing.T) error {
			return drop(c.Charges.Cancel(t.Context(), "o-1"))
		}, billwerk.WritesPerSecond, billwerk.WriteBurst},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var (
					mu            sync.Mutex
					running, most int
				)
				work := func(n int) {
					mu.Lock()
					defer mu.Unlock()
					running += n
					most = max(most, running)
				}
				c, transport := apiOf(t, func(w http.ResponseWriter, r *http.Request) {
					work(1)
					defer work(-1)
					select {
					case <-time.After(10 * time.Millisecond):
					case <-r.Context().Done():
					}
					says(http.StatusOK, aCharge)(w, r)
				})
				const seconds = 4
				total := tc.burst + seconds*tc.rate
				start := time.Now()
				var callers sync.WaitGroup
				for range 32 {
					callers.Go(func() {
						for range total / 32 {
							assert.NoError(t, tc.call(c, t))
						}
					})
				}
				callers.Wait()
				assert.Equal(t, billwerk.MaxConcurrent, most)
				// No window sees more than burst and rate allow; and most of what they
				// allow is used.
				requests := transport.Requests()
				for i, first := range requests {
					for j := i; j < len(requests); j++ {
						window := requests[j].At.Sub(first.At)
						allowed := float64(tc.burst) + window.Seconds()*float64(tc.rate)
						require.LessOrEqual(t, float64(j-i+1), allowed+0.001, "requests within %v", window)
					}
				}
				assert.Less(t, time.Since(start), (seconds+1)*time.Second)
			})
		})
	}
}

// Reads don't wait for writes.
func TestLimitsApart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, _ := apiOf(t, says(http.StatusOK, aCharge))
		for range billwerk.WriteBurst + 1 {
			require.NoError(t, drop(c.Charges.Cancel(t.Context(), "o-1")))
		}
		start := time.Now()
		require.NoError(t, drop(c.Charges.Get(t.Context(), "o-1")))
		assert.Zero(t, time.Since(start))
	})
}

// A user's limiter replaces them.
func TestLimitsReplaced(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, _ := apiOf(t, says(http.StatusOK, aCharge), client.WithLimiter(retry.NoLimit()))
		start := time.Now()
		for range 200 {
			require.NoError(t, drop(c.Charges.Get(t.Context(), "o-1")))
		}
		assert.Zero(t, time.Since(start))
	})
}
