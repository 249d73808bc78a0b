package paytest

import (
	"net/http"
	"strconv"
	"time"
)

// The credentials that a fake accepts, a draft batch that is there from the start,
// and the mobile number of a member.
const (
	Key     = "671a8ab7-5e56-4cf0-9c50-1e67868af73e"
	Secret  = "paytest-secret-19Lx"
	BatchID = "9cb87f5c-db77-486d-bdcc-88c8c87911f4"
	Member  = "27715550101"
)

// Batches is how many batches there are from the start.
const Batches = 25

// Float is the balance from the start, in hundredths.
const Float = 5_230_000

type config struct {
	life           time.Duration
	rejected       int
	nulls          bool
	textErrors     bool
	stringBalances bool
	maxTake        int
	member         func(exists bool) (status int, body string)
}

func defaults() config {
	return config{life: 15 * time.Minute, rejected: http.StatusOK, member: func(exists bool) (int, string) {
		return http.StatusOK, strconv.FormatBool(exists)
	}}
}

// Option changes how a fake answers.
type Option func(*config)

// WithTokenLife sets how long tokens live; the default is the documented 15 minutes.
func WithTokenLife(d time.Duration) Option { return func(c *config) { c.life = d } }

// WithRejectedStatus sets the status of the answer to wrong credentials, which the
// vendor doesn't document; the default is 200.
func WithRejectedStatus(status int) Option { return func(c *config) { c.rejected = status } }

// WithNulls sends empty optional values as null; by default they are left out.
func WithNulls() Option { return func(c *config) { c.nulls = true } }

// WithTextErrors makes the body of a 400 plain text; by default it follows the
// model of the Redemptions API.
func WithTextErrors() Option { return func(c *config) { c.textErrors = true } }

// WithStringBalances sends the balances of accounts as strings, as the vendor
// declares them; by default they are numbers, as in its sample.
func WithStringBalances() Option { return func(c *config) { c.stringBalances = true } }

// WithMaxTake caps all pages, in silence; by default a page is as long as asked for.
func WithMaxTake(n int) Option { return func(c *config) { c.maxTake = n } }

// WithMemberAnswer sets the answer to whether somebody is a member, which the
// vendor doesn't document; the default is a bare JSON boolean.
func WithMemberAnswer(answer func(exists bool) (status int, body string)) Option {
	return func(c *config) { c.member = answer }
}
