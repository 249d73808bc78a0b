package scenario

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

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
		return "**not within 20 s**"
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

const patience = 300 * time.Millisecond

// Cancel lets a caller leave while nothing good comes.
func Cancel(ctx context.Context, e *Env) (*report.Section, error) {
	section := &report.Section{
		Title: "Cancel and deadline",
		About: "One GET; the server answers 503, closes the connection, or is silent. After 300 ms the caller cancels, or its deadline passes. The slowest of 5 calls: how late it came back " +
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

func (e *Env) leave(ctx context.Context, c cell, fault string, cancels bool) (*leaving, error) {
	var slowest *leaving
	for range pick(e, 2, 5) {
		l := &leaving{}
		err := e.withServer(ctx, server.Config{Kind: server.Faults, Fault: fault}, c, nil, func(_ *server.Server, client peer.Client) error {
			l.run(ctx, c.peer, client, cancels)
			return nil
		})
		if err != nil {
			return nil, err
		}
		switch {
		case slowest == nil || !l.ended || slowest.ended && l.late > slowest.late:
			both := slowest == nil || slowest.context
			cause := slowest == nil || slowest.status
			slowest = l
			slowest.context, slowest.status = both && l.context, cause && l.status
		default:
			slowest.context, slowest.status = slowest.context && l.context, slowest.status && l.status
		}
	}
	return slowest, nil
}

func (l *leaving) run(ctx context.Context, p *peer.Peer, client peer.Client, cancels bool) {
	limited, cancel := context.WithTimeout(ctx, patience)
	want := context.DeadlineExceeded
	if cancels {
		cancel()
		want = context.Canceled
		limited, cancel = context.WithCancel(ctx)
		time.AfterFunc(patience, cancel)
	}
	defer cancel()
	start := time.Now()
	done := make(chan error, 1)
	go func() {
		_, err := client.Invoice(limited, "inv-1042")
		done <- err
	}()
	give := time.NewTimer(20 * time.Second)
	defer give.Stop()
	select {
	case err := <-done:
		l.ended, l.late = true, time.Since(start)-patience
		l.context, l.status = errors.Is(err, want), p.Status(err) == http.StatusServiceUnavailable
	case <-give.C:
	}
}
