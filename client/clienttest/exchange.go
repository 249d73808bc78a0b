package clienttest

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// answerBuffer is what net/http's server holds of an answer before it sends it.
const answerBuffer = 2048

// exchange is one request in memory and its answer: the http.ResponseWriter of
// the handler on one side, the http.Response of the client on the other.
type exchange struct {
	request       *http.Request // the client's
	serverRequest *http.Request // the handler's
	body          *requestBody
	trace         *httptrace.ClientTrace
	gunzip        bool
	cancel        context.CancelFunc // ends the handler's context

	// Written by the handler's goroutine before answered is closed, read after.
	answered chan struct{}
	status   int
	sent     http.Header // as the client gets it
	length   int64       // of the body, or -1
	whole    bool        // small is the body; else it comes through reader
	small    []byte
	cut      bool  // small is less than its Content-Length
	err      error // the connection died before the answer

	settle func()        // counts the exchange as over, before the client can see that it is
	over   chan struct{} // closed when the handler's goroutine has ended
	reader *io.PipeReader
	writer *io.PipeWriter

	// Of the handler's goroutine alone.
	header   http.Header
	snapshot http.Header // header when the handler sent it
	declared int64       // Content-Length, or -1
	written  int64       // what the handler wanted to write
	accepted int64       // of that, what fits the Content-Length
	buffer   *bufio.Writer
	done     bool // the handler has returned
	started  bool // answered is closed
}

func newExchange(req *http.Request, body *requestBody, compression bool) *exchange {
	ctx, cancel := context.WithCancel(context.Background()) // a server doesn't see the client's values
	ex := &exchange{
		request: req, body: body, trace: httptrace.ContextClientTrace(req.Context()), cancel: cancel,
		answered: make(chan struct{}), over: make(chan struct{}), header: http.Header{}, declared: -1,
	}
	ex.reader, ex.writer = io.Pipe()
	ex.buffer = bufio.NewWriterSize(ex.wire(), answerBuffer)
	header := req.Header.Clone()
	if _, ok := header["User-Agent"]; !ok {
		header.Set("User-Agent", "Go-http-client/1.1")
	}
	if compression && header.Get("Accept-Encoding") == "" && header.Get("Range") == "" && req.Method != http.MethodHead {
		ex.gunzip = true
		header.Set("Accept-Encoding", "gzip")
	}
	if body.declared > 0 || body.declared == 0 && slices.Contains([]string{http.MethodPost, http.MethodPut, http.MethodPatch}, req.Method) {
		header.Set("Content-Length", strconv.FormatInt(body.declared, 10))
	}
	r := &http.Request{
		Method: req.Method, Header: header, Body: body.serverSide(), ContentLength: body.declared, Host: req.Host,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, RequestURI: req.URL.RequestURI(), RemoteAddr: "192.0.2.1:1234",
	}
	if r.Method == "" {
		r.Method = http.MethodGet
	}
	if r.Host == "" {
		r.Host = req.URL.Host
	}
	if body.declared < 0 {
		r.TransferEncoding = []string{"chunked"}
	}
	if parsed, err := url.ParseRequestURI(r.RequestURI); err == nil {
		r.URL = parsed
	} else {
		r.URL = &url.URL{Path: req.URL.Path, RawQuery: req.URL.RawQuery}
	}
	ex.serverRequest = r.WithContext(ctx)
	return ex
}

// traceSend calls the hooks of a connection that is there at once.
func (ex *exchange) traceSend() {
	trace := ex.trace
	if trace == nil {
		return
	}
	if trace.GetConn != nil {
		trace.GetConn(ex.request.URL.Host)
	}
	if trace.GotConn != nil {
		trace.GotConn(httptrace.GotConnInfo{})
	}
	if trace.WroteHeaders != nil {
		trace.WroteHeaders()
	}
	if ex.body.declared == 0 {
		ex.body.wrote()
	}
}

// leave is what the client does when it goes away: the handler's context ends,
// its writes fail, and reads of the answer give err.
func (ex *exchange) leave(err error) {
	ex.cancel()
	_ = ex.writer.CloseWithError(err)
}

// response is the client's side of the answer.
func (ex *exchange) response() *http.Response {
	text := http.StatusText(ex.status)
	if text == "" {
		text = "status code " + strconv.Itoa(ex.status)
	}
	res := &http.Response{
		Status: strconv.Itoa(ex.status) + " " + text, StatusCode: ex.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: ex.sent, ContentLength: ex.length, Request: ex.request,
		Body: newResponseBody(ex),
	}
	if ex.length < 0 && ex.request.Method != http.MethodHead {
		res.TransferEncoding = []string{"chunked"}
	}
	if ex.gunzip && strings.EqualFold(res.Header.Get("Content-Encoding"), "gzip") {
		res.Header.Del("Content-Encoding")
		res.Header.Del("Content-Length")
		res.ContentLength, res.Uncompressed = -1, true
		res.Body = &gunzipBody{body: res.Body}
	}
	return res
}

// connectionReset is what a client reads from a connection that is gone.
func connectionReset() error {
	return &net.OpError{Op: "read", Net: "tcp", Addr: memoryAddr{}, Err: os.NewSyscallError("read", syscall.ECONNRESET)}
}

// memoryAddr is the address of a server in memory.
type memoryAddr struct{}

func (memoryAddr) Network() string { return "tcp" }
func (memoryAddr) String() string  { return "memory" }
