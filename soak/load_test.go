package soak_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// load is what the goroutines of one round do.
type load struct {
	subject clienttest.Subject
	fake    clienttest.Fake
	ledger  *ledger
	seed    uint64
	round   int
}

// run calls until the time is over and all calls have returned.
func (l *load) run(ctx context.Context, length time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, length)
	defer cancel()
	var wg sync.WaitGroup
	for n := range goroutines {
		wg.Go(func() { l.caller(ctx, n) })
	}
	wg.Wait()
}

func (l *load) caller(ctx context.Context, number int) {
	r := rand.New(rand.NewPCG(l.seed, uint64(l.round)<<32|uint64(number)))
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		// The calls of the last moment get their time too.
		l.call(context.WithoutCancel(ctx), r, fmt.Sprintf("soak-%d-%d-%d", l.round, number, n))
	}
}

// call makes one call with a deadline, and notes how it ended.
func (l *load) call(ctx context.Context, r *rand.Rand, id string) {
	limit := minDeadline + time.Duration(r.Int64N(int64(maxDeadline-minDeadline)))
	var cancel context.CancelFunc
	if r.IntN(20) == 0 { // it has all the time in the world, and leaves
		ctx, cancel = context.WithCancel(ctx)
		defer time.AfterFunc(limit, cancel).Stop()
	} else {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	defer cancel()
	var err error
	start := time.Now()
	switch choice := r.IntN(100); {
	case choice < 45:
		err = l.subject.Read(ctx)
		id = ""
	case choice < 50:
		err = l.list(ctx)
		id = ""
	case choice < 75 && l.subject.KeyedWrite != nil:
		err = l.subject.KeyedWrite(ctx, id)
	default:
		err = l.subject.Write(ctx, id)
	}
	l.ledger.ended(id, err, time.Since(start)-limit)
	if r.IntN(2000) == 0 {
		l.fake.RevokeTokens()
	}
}

// list reads the first pages of a listing.
func (l *load) list(ctx context.Context) error {
	n := 0
	for _, err := range l.subject.All(ctx, client.WithMaxAttempts(3)) {
		if err != nil {
			return err
		}
		if n++; n > 200 {
			break
		}
	}
	return nil
}
