package scenario

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/vendorkit/vendorkit-go/bench/internal/payload"
	"github.com/vendorkit/vendorkit-go/bench/internal/peer"
	"github.com/vendorkit/vendorkit-go/bench/internal/report"
	"github.com/vendorkit/vendorkit-go/bench/internal/server"
)

// leaving is how one call ended when its caller left, or ran out of time, after 300 ms.
type leaving struct {
	late            time.Duration // negative: it gave up before
	ended           bool
	context, status bool
}

func (l *leaving) String() string {
	if !l.ended {
		return "**not within 5 s**"
	}
	text := fmt.Sprintf("%+.0f ms", float64(l.late)/1e6)
	switch {
	case l.context && l.status:
		return text + ", context and cause"
	case l.context:
		return text + ", context only"
	case l.status:
		return text + ", cause only"
	default:
		return text + ", neither"
	}
}

// hang is how long a call is waited for.
const hang = 5 * time.Second

// patience is how long the caller stays: in a quick run long enough for an answer on a busy machine.
func (e *Env) patience() time.Duration { return pick(e, time.Second, 300*time.Millisecond) }

// Cancel lets a caller leave while nothing good comes.
func Cancel(ctx context.Context, e *Env) (*report.Section, error) {
	section := &report.Section{
		Title: "Cancel and deadline",
		About: "One GET; the server answers 503, closes the connection, or is silent. After " + e.patience().String() + " the caller cancels, or its deadline passes. The slowest of 3 calls: how late it came back " +
			"(negative: it gave up before, because the next wait would have gone beyond the deadline), and whether its error says both that the context ended and, by type, what the server last said (503 only). " +
			"`ended before` are peers that don't retry, whose call was over long before.",
	}
	faults := []string{"503", "closes", "silent"}
	t := report.Table{Head: []string{"peer", "mode"}}
	for _, how := range []string{"cancel", "deadline"} {
		for _, fault := range faults {
			t.Head = append(t.Head, how+", "+fault)
		}
	}
	worst, cause := time.Duration(0), true
	cells := e.cells(peer.Default, peer.Tuned)
	e.logf("cancel: %d cells", len(cells))
	rows := make([][]*leaving, len(cells))
	if err := inParallel(len(cells), 2, func(i int) error {
		for _, cancels := range []bool{true, false} {
			for _, fault := range faults {
				l, err := e.leave(ctx, cells[i], fault, cancels)
				if err != nil {
					return err
				}
				rows[i] = append(rows[i], l)
			}
		}
		return nil
	}); err != nil {
		return nil, err
	}
	for i, c := range cells {
		row := []any{bold(c.peer.Name), c.mode}
		for j, l := range rows[i] {
			text := l.String()
			if l.ended && l.late < -250*time.Millisecond && !l.context {
				text = "ended before"
			}
			row = append(row, text)
			if c.peer.Name == Ours {
				if worst = max(worst, l.late); !l.ended {
					worst = time.Hour
				}
				cause = cause && l.context && (l.status || faults[j%len(faults)] != "503")
			}
		}
		t.Add(row...)
	}
	text := "cancel or a 300 ms deadline while the server answers 503, closes or is silent: back within 10 ms"
	causes := "the same: with both the context's error and the last typed error"
	if e.peer(Ours) == nil {
		section.Goals = []report.Goal{missing(text, notRun)}
	} else {
		section.Goals = []report.Goal{
			{Text: text, Measured: fmt.Sprintf("%.1f ms late at most", float64(worst)/1e6), Met: worst <= 10*time.Millisecond},
			{Text: causes, Measured: map[bool]string{true: "both", false: "not always"}[cause], Met: cause},
		}
	}
	section.Tables = []report.Table{t}
	return section, nil
}

// leave makes some calls, each with a fresh client, and gives the worst of each property.
func (e *Env) leave(ctx context.Context, c cell, fault string, cancels bool) (*leaving, error) {
	s, err := e.Start(ctx, server.Config{Kind: server.Faults, Fault: fault})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	worst := &leaving{ended: true, context: true, status: true, late: -time.Hour}
	for range pick(e, 1, 3) {
		client, err := c.peer.New(peer.Config{Mode: c.mode, URL: s.URL, Key: payload.Key})
		if err != nil {
			return nil, err
		}
		l := leaveOnce(ctx, c.peer, client, e.patience(), cancels)
		client.Close()
		worst.late = max(worst.late, l.late)
		worst.ended, worst.context, worst.status = worst.ended && l.ended, worst.context && l.context, worst.status && l.status
		if !l.ended {
			break // it would only hang again
		}
	}
	return worst, nil
}

func leaveOnce(ctx context.Context, p *peer.Peer, client peer.Client, patience time.Duration, cancels bool) *leaving {
	limited, cancel := context.WithTimeout(ctx, patience)
	want := context.DeadlineExceeded
	if cancels {
		cancel()
		want = context.Canceled
		limited, cancel = context.WithCancel(ctx)
		stop := time.AfterFunc(patience, cancel)
		defer stop.Stop()
	}
	defer cancel()
	start := time.Now()
	// A bystander notes when the context really ended: timers are late on a busy machine, and that is nobody's fault.
	over := make(chan time.Time, 1)
	go func() {
		<-limited.Done()
		over <- time.Now()
	}()
	type end struct {
		err error
		at  time.Time
	}
	done := make(chan end, 1)
	go func() {
		_, err := client.Invoice(limited, "inv-1042")
		done <- end{err, time.Now()}
	}()
	give := time.NewTimer(hang)
	defer give.Stop()
	select {
	case e := <-done:
		l := &leaving{ended: true, late: e.at.Sub(start) - patience}
		if limited.Err() != nil {
			l.late = min(l.late, e.at.Sub(<-over))
		}
		l.context, l.status = errors.Is(e.err, want), p.Status(e.err) == http.StatusServiceUnavailable
		return l
	case <-give.C:
		return &leaving{}
	}
}
