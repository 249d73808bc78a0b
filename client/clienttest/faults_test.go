package clienttest_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

const (
	requestText = `{"amount":100}`
	answerText  = `{"id":"42","state":"settled"}`
)

// shop is a handler that counts what it has processed.
type shop struct{ processed atomic.Int32 }

func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil || r.Method == http.MethodPost && string(body) != requestText {
		w.WriteHeader(http.StatusTeapot)
		return
	}
	s.processed.Add(1)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Request-Id", "r-1")
	switch r.URL.Path {
	case "/silent":
		return
	case "/empty":
		w.WriteHeader(http.StatusCreated)
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(answerText)))
	_, _ = io.WriteString(w, answerText)
}

// stage is a shop behind a script, on loopback or in memory.
type stage struct {
	*shop
	client *http.Client
	url    string
	script *clienttest.Script
	log    *clienttest.Log
	close  func() // ends all handlers
}

// onBoth runs a test on loopback and in memory.
func onBoth(t *testing.T, test func(t *testing.T, s stage)) {
	t.Helper()
	noRedirect := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	t.Run("loopback", func(t *testing.T) {
		t.Parallel()
		h := &shop{}
		server := clienttest.NewServer(t, h)
		client := &http.Client{Transport: server.Client().Transport, CheckRedirect: noRedirect}
		test(t, stage{h, client, server.URL, server.Script, server.Log, server.Close})
	})
	t.Run("memory", func(t *testing.T) {
		t.Parallel()
		h := &shop{}
		transport := clienttest.NewTransport(h)
		client := &http.Client{Transport: transport, CheckRedirect: noRedirect}
		stop := func() { assert.NoError(t, transport.Close()) }
		t.Cleanup(stop)
		test(t, stage{h, client, "https://vendor.test", transport.Script, transport.Log, stop})
	})
}

// answer is what a client got.
type answer struct {
	*http.Response
	text    string
	err     error // of the request
	bodyErr error // of the body
}

// send makes one request and reads at most limit bytes of the answer.
func (s stage) send(ctx context.Context, t *testing.T, method, path string, limit int64) answer {
	t.Helper()
	var body io.Reader
	if method == http.MethodPost {
		body = strings.NewReader(requestText)
	}
	req, err := http.NewRequestWithContext(ctx, method, s.url+path, body)
	require.NoError(t, err)
	res, err := s.client.Do(req)
	if err != nil {
		return answer{err: err}
	}
	defer res.Body.Close()
	data, err := io.ReadAll(io.LimitReader(res.Body, limit))
	return answer{Response: res, text: string(data), bodyErr: err}
}

// mib is enough for every answer that isn't endless.
const mib = 1 << 20

func TestFaults(t *testing.T) {
	t.Parallel()
	whole := func(status int, contentType, text string) func(*testing.T, answer) {
		return func(t *testing.T, got answer) {
			t.Helper()
			require.NoError(t, got.err)
			require.NoError(t, got.bodyErr)
			assert.Equal(t, status, got.StatusCode)
			assert.Equal(t, contentType, got.Header.Get("Content-Type"))
			assert.Equal(t, text, got.text)
		}
	}
	dead := func(t *testing.T, got answer) {
		t.Helper()
		require.Error(t, got.err)
		require.NotErrorIs(t, got.err, context.DeadlineExceeded)
	}
	const jsonType = "application/json"
	tests := map[string]struct {
		fault     clienttest.Fault
		method    string // POST if empty
		path      string
		processed int32
		check     func(*testing.T, answer)
	}{
		"none":        {processed: 1, check: whole(200, jsonType, answerText)},
		"drop before": {fault: clienttest.DropBefore(), check: dead},
		"drop after":  {fault: clienttest.DropAfter(), processed: 1, check: dead},
		"reset": {fault: clienttest.ResetMidBody(), processed: 1, check: func(t *testing.T, got answer) {
			require.NoError(t, got.err)
			require.ErrorIs(t, got.bodyErr, io.ErrUnexpectedEOF)
			assert.Equal(t, 200, got.StatusCode)
			assert.Equal(t, "r-1", got.Header.Get("X-Request-Id"))
			assert.EqualValues(t, len(answerText), got.ContentLength)
			assert.Equal(t, answerText[:len(answerText)/2], got.text)
		}},
		"reset of an empty body": {fault: clienttest.ResetMidBody(), path: "/empty", processed: 1, check: func(t *testing.T, got answer) {
			require.NoError(t, got.err)
			require.ErrorIs(t, got.bodyErr, io.ErrUnexpectedEOF)
			assert.Equal(t, 201, got.StatusCode)
		}},
		"reset of an answer without a body": {fault: clienttest.ResetMidBody(), method: http.MethodHead, processed: 1, check: dead},
		"truncate": {fault: clienttest.Truncate(7), processed: 1, check: func(t *testing.T, got answer) {
			whole(200, jsonType, answerText[:7])(t, got)
			assert.EqualValues(t, 7, got.ContentLength)
		}},
		"truncate beyond the end": {fault: clienttest.Truncate(1000), processed: 1, check: whole(200, jsonType, answerText)},
		"truncate below nothing":  {fault: clienttest.Truncate(-1), processed: 1, check: whole(200, jsonType, "")},
		"delay":                   {fault: clienttest.Delay(time.Microsecond), processed: 1, check: whole(200, jsonType, answerText)},
		"trickle":                 {fault: clienttest.Trickle(4, time.Microsecond), processed: 1, check: whole(200, jsonType, answerText)},
		"trickle of nothing":      {fault: clienttest.Trickle(0, time.Microsecond), path: "/empty", processed: 1, check: whole(201, jsonType, "")},
		"answer": {fault: clienttest.Answer(429, jsonType, `{"code":122}`, "Retry-After", "1", "X-A", "1", "X-A", "2"), check: func(t *testing.T, got answer) {
			whole(429, jsonType, `{"code":122}`)(t, got)
			assert.Equal(t, "1", got.Header.Get("Retry-After"))
			assert.Equal(t, []string{"1", "2"}, got.Header["X-A"])
		}},
		"answer without a type": {fault: clienttest.Answer(200, "", `{}`), check: whole(200, "", `{}`)},
		"answer after":          {fault: clienttest.AnswerAfter(503, "text/plain", "busy"), processed: 1, check: whole(503, "text/plain", "busy")},
		"html page": {fault: clienttest.HTMLPage(502), check: func(t *testing.T, got answer) {
			whole(502, "text/html; charset=utf-8", got.text)(t, got)
			assert.Contains(t, got.text, "<title>502 Bad Gateway</title>")
		}},
		"empty body":         {fault: clienttest.EmptyBody(200), check: whole(200, jsonType, "")},
		"null":               {fault: clienttest.JSONNull(200), check: whole(200, jsonType, "null")},
		"wrong content type": {fault: clienttest.WrongContentType("text/plain"), processed: 1, check: whole(200, "text/plain", answerText)},
		"wrong content type of an empty body": {
			fault: clienttest.WrongContentType("text/plain"), path: "/empty", processed: 1, check: whole(201, "text/plain", ""),
		},
		"wrong content type of silence": {
			fault: clienttest.WrongContentType("text/plain"), path: "/silent", processed: 1, check: whole(200, "text/plain", ""),
		},
		"trailing junk": {fault: clienttest.TrailingJunk(), processed: 1, check: func(t *testing.T, got answer) {
			whole(200, jsonType, got.text)(t, got)
			junk, found := strings.CutPrefix(got.text, answerText)
			assert.True(t, found)
			assert.NotEmpty(t, strings.TrimSpace(junk))
		}},
		"redirect": {fault: clienttest.Redirect(307, "https://elsewhere.test/x"), check: func(t *testing.T, got answer) {
			require.NoError(t, got.err)
			assert.Equal(t, 307, got.StatusCode)
			assert.Equal(t, "https://elsewhere.test/x", got.Header.Get("Location"))
		}},
		"chain": {
			fault: clienttest.Chain(clienttest.Truncate(3), nil, clienttest.AnswerAfter(500, "text/plain", "abcdef")), processed: 1,
			check: whole(500, "text/plain", "abc"),
		},
		"huge": {fault: clienttest.Huge(400, 100_000), check: func(t *testing.T, got answer) {
			whole(400, jsonType, got.text)(t, got)
			assert.EqualValues(t, 100_000, got.ContentLength)
			assert.Len(t, got.text, 100_000)
			assert.True(t, strings.HasPrefix(got.text, `{"data":[{"id":`), got.text[:40])
		}},
		"bomb": {fault: clienttest.GzipBomb(400, 2_000_000), check: func(t *testing.T, got answer) {
			require.NoError(t, got.err)
			assert.True(t, got.Uncompressed)
			assert.True(t, strings.HasPrefix(got.text, `{"data":[{"id":`), got.text[:40])
			assert.Len(t, got.text, mib, "as much as was read")
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onBoth(t, func(t *testing.T, s stage) {
				s.script.Next(test.fault)
				method := test.method
				if method == "" {
					method = http.MethodPost
				}
				path := test.path
				if path == "" {
					path = "/charge"
				}
				test.check(t, s.send(t.Context(), t, method, path, mib))
				s.close()
				assert.Equal(t, test.processed, s.processed.Load(), "processed")
				assert.Equal(t, 1, s.log.Count(), "requests")
				assert.Zero(t, s.script.Pending())
			})
		})
	}
}

// DropBefore differs from DropAfter in what the server has read.
func TestDropBeforeReadsNoBody(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, s stage) {
		s.script.Next(clienttest.DropBefore(), clienttest.DropAfter())
		require.Error(t, s.send(t.Context(), t, http.MethodPost, "/", mib).err)
		require.Error(t, s.send(t.Context(), t, http.MethodPost, "/", mib).err)
		requests := s.log.Requests()
		require.Len(t, requests, 2)
		assert.Empty(t, requests[0].Body)
		assert.Equal(t, requestText, string(requests[1].Body))
	})
}

// A client that leaves ends the fault, and nothing is processed.
func TestWaitingFaultsEndWithTheClient(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]clienttest.Fault{
		"hang":  clienttest.Hang(),
		"delay": clienttest.Delay(time.Hour),
		"stall": clienttest.Stall(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onBoth(t, func(t *testing.T, s stage) {
				// The fault signals its end, so that the proof isn't the server's Close.
				arrived, ended := make(chan struct{}), make(chan struct{})
				s.script.Next(func(next http.Handler) http.Handler {
					return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
						defer close(ended)
						close(arrived)
						fault(next).ServeHTTP(w, r)
					})
				})
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if name == "stall" {
					s.leaveAfterFirstByte(ctx, t, cancel)
				} else {
					go func() {
						<-arrived
						cancel()
					}()
					require.ErrorIs(t, s.send(ctx, t, http.MethodPost, "/", mib).err, context.Canceled)
				}
				<-ended
				assert.Zero(t, s.processed.Load())
			})
		})
	}
}

// leaveAfterFirstByte leaves when the headers and the first byte are there.
func (s stage) leaveAfterFirstByte(ctx context.Context, t *testing.T, leave func()) {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/", strings.NewReader(requestText))
	require.NoError(t, err)
	res, err := s.client.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	first := make([]byte, 1)
	_, err = io.ReadFull(res.Body, first)
	require.NoError(t, err)
	assert.Equal(t, "{", string(first))
	leave()
	_, err = io.ReadAll(res.Body)
	require.ErrorIs(t, err, context.Canceled)
}

func TestAnswerRefusesHalfAHeader(t *testing.T) {
	t.Parallel()
	half := []string{"Retry-After"}
	assert.PanicsWithValue(t, "clienttest: 1 header names and values, want pairs", func() { clienttest.Answer(200, "", "", half...) })
}

// A test may call a handler itself, with a request that has no body at all.
func TestWaitingFaultsWithoutServer(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "/", nil)
	require.NoError(t, err)
	w := httptest.NewRecorder()
	clienttest.Chain(clienttest.Delay(0), clienttest.Trickle(5, 0))(&shopWindow{}).ServeHTTP(w, r)
	assert.Equal(t, "open", w.Body.String())
	cancel()
	assert.PanicsWithValue(t, http.ErrAbortHandler, func() { clienttest.Hang()(nil).ServeHTTP(w, r) })
}

type shopWindow struct{}

func (*shopWindow) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	_, _ = io.WriteString(w, "open")
}
