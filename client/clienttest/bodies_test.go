package clienttest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

func TestBodyTracker(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		transport := clienttest.NewTransport(&shop{})
		tracker := clienttest.NewBodyTracker(transport)
		send := func(body io.Reader) *http.Response {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://vendor.test/", body)
			require.NoError(t, err)
			res, err := tracker.RoundTrip(req)
			require.NoError(t, err)
			return res
		}
		drained := send(strings.NewReader(requestText))
		_, err := io.ReadAll(drained.Body)
		require.NoError(t, err)
		_, err = drained.Body.Read(make([]byte, 1)) // the end again counts once
		require.ErrorIs(t, err, io.EOF)
		require.NoError(t, drained.Body.Close())
		require.NoError(t, drained.Body.Close()) // so does a second Close
		open := send(http.NoBody)                // no body is no body
		transport.Script.Next(clienttest.DropBefore())
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://vendor.test/", strings.NewReader("x"))
		require.NoError(t, err)
		_, err = tracker.RoundTrip(req)
		require.Error(t, err)
		tracker.CloseIdleConnections()
		synctest.Wait()
		want := clienttest.BodyCounts{Opened: 2, Drained: 1, Closed: 1, RequestsSent: 2, RequestsClosed: 2, IdleFlushes: 1}
		assert.Equal(t, want, tracker.Counts())

		tb := &spy{}
		tracker.CheckClosed(tb)
		assert.Equal(t, "clienttest: 1 of 2 response bodies and 0 of 2 request bodies were never closed", tb.said())
		require.NoError(t, open.Body.Close())
		tracker.CheckClosed(t)
	})
}

// A transport that forgets the request's body is found out.
func TestBodyTrackerFindsOpenRequestBody(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tracker := clienttest.NewBodyTracker(forgetful{})
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://vendor.test/", strings.NewReader("x"))
		require.NoError(t, err)
		_, err = tracker.RoundTrip(req)
		require.ErrorIs(t, err, io.ErrClosedPipe)
		tb := &spy{}
		tracker.CheckClosed(tb)
		assert.Equal(t, "clienttest: 0 of 0 response bodies and 1 of 1 request bodies were never closed", tb.said())
	})
}

type forgetful struct{}

func (forgetful) RoundTrip(*http.Request) (*http.Response, error) { return nil, io.ErrClosedPipe }

// The pool of a real transport is flushed through the tracker.
func TestBodyTrackerHandsFlushOn(t *testing.T) {
	t.Parallel()
	server := clienttest.NewServer(t, http.HandlerFunc(hello))
	tracker := clienttest.NewBodyTracker(server.Client().Transport)
	client := &http.Client{Transport: tracker}
	for range 2 {
		_, err := fetch(t, client, server.URL)
		require.NoError(t, err)
		client.CloseIdleConnections()
	}
	tracker.CheckClosed(t)
	assert.Equal(t, 2, server.Connections())
}
