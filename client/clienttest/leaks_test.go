package clienttest_test

import (
	"net/http"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// checked runs f under a check of its own and gives what the check said.
func checked(f func()) string {
	tb := &spy{}
	done := make(chan struct{})
	go func() { // the check marks its goroutine
		defer close(done)
		clienttest.CheckGoroutines(tb)
		f()
		tb.finish()
	}()
	<-done
	return tb.said()
}

func TestCheckGoroutines(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		defer close(release)
		leak := func() { <-release }
		nested := func() { go leak() } // whose own goroutine ends
		assert.Empty(t, checked(func() {}))
		assert.Empty(t, checked(func() {
			var wg sync.WaitGroup
			wg.Go(func() {})
			wg.Wait()
		}))
		direct := checked(func() { go leak() })
		assert.Contains(t, direct, "clienttest: goroutines of spy left 5s after its end:")
		assert.Contains(t, direct, "TestCheckGoroutines", "the stack")
		assert.Contains(t, checked(func() { go nested() }), "goroutines of spy left")
		// What another test has left over is not held against this one.
		assert.Empty(t, checked(func() {}))
	})
}

// A goroutine that ends a little after the test is no leak.
func TestCheckGoroutinesWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		assert.Empty(t, checked(func() {
			transport := clienttest.NewTransport(http.NotFoundHandler())
			transport.Script.Always(clienttest.Huge(200, -1))
			res, err := get(t.Context(), t, transport)
			require.NoError(t, err)
			require.NoError(t, res.Body.Close())
		}))
	})
}

// A body that nobody closes is a goroutine that is left, on both servers.
func TestCheckGoroutinesFindsOpenBody(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		transport := clienttest.NewTransport(http.NotFoundHandler())
		transport.Script.Always(clienttest.Huge(200, -1))
		said := checked(func() {
			_, err := get(t.Context(), t, transport)
			require.NoError(t, err)
		})
		assert.Contains(t, said, "clienttest.(*Transport).serve")
		require.NoError(t, transport.Close())
	})
}

// A server and its client leave nothing behind. The check comes first.
func TestCheckGoroutinesOverSockets(t *testing.T) {
	t.Parallel()
	clienttest.CheckGoroutines(t)
	server := clienttest.NewServer(t, http.HandlerFunc(hello))
	for range 3 {
		_, err := fetch(t, server.Client(), server.URL)
		require.NoError(t, err)
	}
}
