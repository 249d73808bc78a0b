package clienttest_test

import (
	"hash/crc32"
	"io"
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// Endless answers stop when the client has had enough.
func TestEndlessAnswersEndWithTheClient(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]clienttest.Fault{
		"huge":          clienttest.Huge(200, -1),
		"bomb":          clienttest.GzipBomb(200, -1),
		"2 GiB":         clienttest.Huge(200, 2<<30),
		"bomb of 2 GiB": clienttest.GzipBomb(200, 2<<30),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onBoth(t, func(t *testing.T, s stage) {
				s.script.Always(fault)
				got := s.send(t.Context(), t, http.MethodGet, "/", 3*mib)
				require.NoError(t, got.bodyErr)
				assert.Len(t, got.text, 3*mib)
				head := s.send(t.Context(), t, http.MethodHead, "/", mib)
				require.NoError(t, head.err)
				assert.Empty(t, head.text)
				s.close() // fails the test if a handler goes on
			})
		})
	}
}

// A bomb expands to exactly the bytes of Huge, from far fewer on the wire.
func TestGzipBombExpandsExactly(t *testing.T) {
	t.Parallel()
	const member = 26 << 15 // what one member holds
	for _, n := range []int64{0, 3, 9, 10, 34, 35, 36, 100, member, member + 8, member + 9, member + 10, 2*member + 9, 2*member + 99, 3_000_000} {
		t.Run(strconv.FormatInt(n, 10), func(t *testing.T) {
			t.Parallel()
			onBoth(t, func(t *testing.T, s stage) {
				s.script.Next(clienttest.Huge(200, n), clienttest.GzipBomb(200, n))
				plain := s.send(t.Context(), t, http.MethodGet, "/", 4*mib)
				require.NoError(t, plain.bodyErr)
				bomb := s.send(t.Context(), t, http.MethodGet, "/", 4*mib)
				require.NoError(t, bomb.bodyErr)
				require.Len(t, plain.text, int(n))
				require.Equal(t, crc32.ChecksumIEEE([]byte(plain.text)), crc32.ChecksumIEEE([]byte(bomb.text)), "the same document")
			})
		})
	}
}

func TestGzipBombIsSmallOnTheWire(t *testing.T) {
	t.Parallel()
	transport := clienttest.NewTransport(http.NotFoundHandler())
	transport.DisableCompression = true
	transport.Script.Always(clienttest.GzipBomb(200, 100<<20))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://vendor.test/", nil)
	require.NoError(t, err)
	res, err := transport.RoundTrip(req)
	require.NoError(t, err)
	defer res.Body.Close()
	assert.Equal(t, "gzip", res.Header.Get("Content-Encoding"))
	n, err := io.Copy(io.Discard, res.Body)
	require.NoError(t, err, "the Content-Length is right")
	assert.Equal(t, res.ContentLength, n)
	assert.Less(t, n, int64(100<<20)/200)
}
