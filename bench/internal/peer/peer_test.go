package peer

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/bench/internal/payload"
	"github.com/vendorkit/vendorkit-go/bench/internal/server"
)

// Every adapter, in every mode, does what the scenarios take for granted.
func TestPeers(t *testing.T) {
	t.Parallel()
	for _, p := range All() {
		for _, mode := range p.Modes {
			t.Run(p.Name+"/"+string(mode), func(t *testing.T) {
				t.Parallel()
				s, err := server.StartHere(t.Context(), server.Config{Kind: server.Plain})
				require.NoError(t, err)
				defer s.Close()
				c, err := p.New(Config{Mode: mode, URL: s.URL, Key: payload.Key, HeaderName: "X-Api-Key", HeaderValue: "k"})
				require.NoError(t, err)
				defer c.Close()

				invoice, err := c.Invoice(t.Context(), "inv-1042")
				require.NoError(t, err)
				assert.Equal(t, "inv-1042", invoice.Handle)
				assert.Len(t, invoice.OrderLines, 1)

				page, err := c.Invoices(t.Context())
				require.NoError(t, err)
				assert.Len(t, page.Content, payload.PageSize)

				charge, err := c.Charge(t.Context(), payload.ChargeParams("o-77310"))
				require.NoError(t, err)
				assert.Equal(t, "o-77310", charge.Handle)

				note, err := c.Note(t.Context(), "called back")
				require.NoError(t, err)
				assert.Equal(t, "n-1", note.ID)

				_, err = c.Invoice(t.Context(), "bad")
				assert.Equal(t, http.StatusBadRequest, p.Status(err), "%v", err)
			})
		}
	}
}

// The typed GET and the POST carry about 1 KB, the page about 100 KB.
func TestSizes(t *testing.T) {
	t.Parallel()
	docs, err := payload.New()
	require.NoError(t, err)
	assert.InDelta(t, 1024, len(docs.Invoice), 256)
	assert.InDelta(t, 1024, len(docs.Charge), 512)
	assert.InDelta(t, 100<<10, len(docs.Page), 25<<10)
	body, err := encoded(payload.ChargeParams("o-77310"))
	require.NoError(t, err)
	assert.InDelta(t, 1024, len(body), 256)
}

func TestTokenPeers(t *testing.T) {
	t.Parallel()
	for _, p := range TokenPeers() {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			s, err := server.StartHere(t.Context(), server.Config{Kind: server.Token, TokenLife: 3600e9})
			require.NoError(t, err)
			defer s.Close()
			c, err := p.New(s.URL)
			require.NoError(t, err)
			defer c.Close()
			require.NoError(t, c.Read(t.Context()))
			require.NoError(t, c.Read(t.Context()))
			stats, err := s.Stats(t.Context())
			require.NoError(t, err)
			assert.Equal(t, int64(1), stats.Count["logins"])
		})
	}
}
