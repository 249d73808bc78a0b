package server

import (
	"net/http"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMain(m *testing.M) {
	if Main() { // this is the child of a test
		return
	}
	os.Exit(m.Run())
}

// The child answers, counts, and can be told things.
func TestStart(t *testing.T) {
	t.Parallel()
	s, err := Start(t.Context(), Config{Kind: Token, TokenLife: 3600e9})
	require.NoError(t, err)
	defer s.Close()
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	login := func() int {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/oauth/token", http.NoBody)
		require.NoError(t, err)
		resp, err := client.Do(req)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		return resp.StatusCode
	}
	assert.Equal(t, http.StatusOK, login())
	require.NoError(t, s.Set(t.Context(), "login_status", "500"))
	assert.Equal(t, http.StatusInternalServerError, login())
	stats, err := s.Stats(t.Context())
	require.NoError(t, err)
	assert.Equal(t, int64(2), stats.Requests)
	assert.Equal(t, int64(2), stats.Count["logins"])
	assert.Positive(t, stats.Conns)
}

func TestUnknownKind(t *testing.T) {
	t.Parallel()
	_, err := StartHere(t.Context(), Config{Kind: "nonsense"})
	assert.ErrorContains(t, err, "nonsense")
}
