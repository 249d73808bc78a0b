package numbers_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
)

// The vendor documents no limit; ours is four requests at once, reads and writes
// together.
func TestFourAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		wire := clienttest.NewTransport(numberstest.NewFake())
		wire.Script.Always(clienttest.Delay(100 * time.Millisecond))
		c := newClient(t, wire, numbers.Wire{})
		start := time.Now()
		var wg sync.WaitGroup
		for i := range 40 {
			wg.Go(func() {
				var err error
				if i%2 == 0 {
					_, err = c.Numbers.Get(t.Context(), heldNumber)
				} else {
					_, err = c.Messages.Send(t.Context(), propertySID, newSMS)
				}
				assert.NoError(t, err)
				assert.LessOrEqual(t, wire.InFlight(), numbers.MaxConcurrent)
			})
		}
		wg.Wait()
		assert.Equal(t, 40/numbers.MaxConcurrent*100*time.Millisecond, time.Since(start))
		require.NoError(t, wire.Close())
	})
}
