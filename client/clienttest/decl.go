package clienttest

import (
	"context"
	"crypto/x509"
	"io"
	"net/http"
	"time"
)

// Faults.

type Fault func(next http.Handler) http.Handler

func Chain(faults ...Fault) Fault                                              { panic("pending") }
func DropBefore() Fault                                                        { panic("pending") }
func DropAfter() Fault                                                         { panic("pending") }
func ResetMidBody() Fault                                                      { panic("pending") }
func Truncate(n int) Fault                                                     { panic("pending") }
func Delay(d time.Duration) Fault                                              { panic("pending") }
func Trickle(n int, every time.Duration) Fault                                 { panic("pending") }
func Stall() Fault                                                             { panic("pending") }
func Hang() Fault                                                              { panic("pending") }
func Answer(status int, contentType, body string, header ...string) Fault      { panic("pending") }
func AnswerAfter(status int, contentType, body string, header ...string) Fault { panic("pending") }
func HTMLPage(status int) Fault                                                { panic("pending") }
func EmptyBody(status int) Fault                                               { panic("pending") }
func JSONNull(status int) Fault                                                { panic("pending") }
func TrailingJunk() Fault                                                      { panic("pending") }
func WrongContentType(contentType string) Fault                                { panic("pending") }
func Huge(status int, n int64) Fault                                           { panic("pending") }
func GzipBomb(status int, n int64) Fault                                       { panic("pending") }
func Redirect(status int, location string) Fault                               { panic("pending") }

// Script decides which fault meets which request.
type Script struct{}

func NewScript() *Script                                            { panic("pending") }
func (s *Script) Next(faults ...Fault) *Script                      { panic("pending") }
func (s *Script) Always(f Fault) *Script                            { panic("pending") }
func (s *Script) Chance(seed uint64, p float64, f Fault) *Script    { panic("pending") }
func (s *Script) Match(method, pathPrefix string) (subrule *Script) { panic("pending") }
func (s *Script) Clear()                                            { panic("pending") }
func (s *Script) Pending() int                                      { panic("pending") }
func (s *Script) Wrap(next http.Handler) http.Handler               { panic("pending") }

// Recorded is one request as the server saw it.
type Recorded struct {
	Method, Path, RawQuery string
	Header                 http.Header
	Body                   []byte
	At                     time.Time
}

func (r Recorded) String() string { panic("pending") }

// Log is a middleware that keeps the requests that came in.
type Log struct{}

func (l *Log) Wrap(next http.Handler) http.Handler { panic("pending") }
func (l *Log) Requests() []Recorded                { panic("pending") }
func (l *Log) Count() int                          { panic("pending") }
func (l *Log) Reset()                              { panic("pending") }

// Server is a loopback server with a Script in front of its handler.
type Server struct {
	URL    string
	Script *Script
	Log    *Log
}

func NewServer(tb TB, h http.Handler) *Server    { panic("pending") }
func NewTLSServer(tb TB, h http.Handler) *Server { panic("pending") }
func (s *Server) Requests() []Recorded           { panic("pending") }
func (s *Server) Count() int                     { panic("pending") }
func (s *Server) Connections() int               { panic("pending") }
func (s *Server) OpenConnections() int           { panic("pending") }
func (s *Server) CloseConnections()              { panic("pending") }
func (s *Server) Close()                         { panic("pending") }
func (s *Server) Client() *http.Client           { panic("pending") }
func (s *Server) CertPool() *x509.CertPool       { panic("pending") }

// Transport is an in-memory http.RoundTripper over a handler.
type Transport struct {
	Script *Script
	Log    *Log
}

func NewTransport(h http.Handler) *Transport                         { panic("pending") }
func (t *Transport) RoundTrip(*http.Request) (*http.Response, error) { panic("pending") }
func (t *Transport) Requests() []Recorded                            { panic("pending") }
func (t *Transport) Count() int                                      { panic("pending") }
func (t *Transport) InFlight() int                                   { panic("pending") }
func (t *Transport) Wait(ctx context.Context) error                  { panic("pending") }
func (t *Transport) Close() error                                    { panic("pending") }
func RefuseDial() http.RoundTripper                                  { panic("pending") }
func ErrorTransport(err error) http.RoundTripper                     { panic("pending") }

// BodyTracker counts bodies opened and closed.
type BodyTracker struct{}

type BodyCounts struct {
	Opened, Closed, Drained      int // response bodies
	RequestsSent, RequestsClosed int // request bodies
	IdleFlushes                  int // calls of CloseIdleConnections
}

func NewBodyTracker(base http.RoundTripper) *BodyTracker               { panic("pending") }
func (b *BodyTracker) RoundTrip(*http.Request) (*http.Response, error) { panic("pending") }
func (b *BodyTracker) CloseIdleConnections()                           { panic("pending") }
func (b *BodyTracker) Counts() BodyCounts                              { panic("pending") }
func (b *BodyTracker) CheckClosed(tb TB)                               { panic("pending") }

// Canary looks for planted secrets.
type Canary struct{}

func NewCanary(tb TB, secrets ...string) *Canary           { panic("pending") }
func (c *Canary) Plant(kind string) string                 { panic("pending") }
func (c *Canary) Check(tb TB, where string, values ...any) { panic("pending") }
func (c *Canary) Writer() io.Writer                        { panic("pending") }

func CheckGoroutines(tb TB)             { panic("pending") }
func HeapGrowth(f func()) (peak uint64) { panic("pending") }

// Recorder keeps exchanges.
type Recorder struct{}

type RecorderConfig struct {
	Headers      []string
	RedactKeys   []string
	Secrets      []string
	MaxBodyBytes int
}

type Exchange struct {
	Method, Path, Query string
	RequestHeader       http.Header
	RequestBody         string
	Status              int
	Header              http.Header
	Body                string
}

func NewRecorder(base http.RoundTripper, config RecorderConfig) *Recorder { panic("pending") }
func (r *Recorder) RoundTrip(*http.Request) (*http.Response, error)       { panic("pending") }
func (r *Recorder) Exchanges() []Exchange                                 { panic("pending") }
func (r *Recorder) Save(path string) error                                { panic("pending") }
func LoadRecording(path string) ([]Exchange, error)                       { panic("pending") }

// Replayer answers from recordings.
type Replayer struct{}

func Replay(tb TB, path string) *Replayer                           { panic("pending") }
func (r *Replayer) RoundTrip(*http.Request) (*http.Response, error) { panic("pending") }
func (r *Replayer) Unused() []string                                { panic("pending") }
