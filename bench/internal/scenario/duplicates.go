package scenario

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/vendorkit/vendorkit-go/bench/internal/payload"
	"github.com/vendorkit/vendorkit-go/bench/internal/peer"
	"github.com/vendorkit/vendorkit-go/bench/internal/report"
	"github.com/vendorkit/vendorkit-go/bench/internal/server"
)

// writes is what became of the POSTs of one cell.
type writes struct {
	success, unknown, plain        int64
	repeats, duplicates, performed int64
	keyed                          bool
}

// Duplicates sends writes whose answers get lost after they were processed.
func Duplicates(ctx context.Context, e *Env) (*report.Section, error) {
	posts := pick(e, 1000, 10000)
	section := &report.Section{
		Title: "Duplicate side effects",
		About: fmt.Sprintf("%d POSTs from 64 goroutines, each with its own id in the body. The server performs every request that it gets, unless it knows its idempotency key, "+
			"and then loses the answer of one in ten: it closes the connection, or answers 503. `charge` is a write that the vendor takes a key for, `note` one without. "+
			"Repeats: requests with an id that came before; doubled: those that were performed again. Calls end as a success, as an error that says by its type that the outcome is unknown, "+
			"or as a plain failure, which is wrong here: all of them were performed.", posts),
	}
	t := report.Table{Head: []string{"peer", "mode", "write", "answers lost by", "repeats", "**doubled**", "success", "unknown, by type", "plain failure", "sends a key"}}
	chart := report.Chart{File: "duplicates", Title: "Side effects that happened twice, connection closed after processing", Axis: fmt.Sprintf("of %d charges", posts)}
	type job struct {
		cell
		lose  string
		keyed bool
	}
	var jobs []job
	for _, c := range e.cells(peer.Default, peer.Tuned) {
		if c.mode == peer.Tuned && c.peer.Name != Baseline {
			continue // as shipped is what matters here, and the usual loop by hand beside it
		}
		for _, lose := range []string{"close", "503"} {
			for _, keyed := range []bool{false, true} {
				jobs = append(jobs, job{c, lose, keyed})
			}
		}
	}
	e.logf("duplicates: %d cells", len(jobs))
	runs := make([]*writes, len(jobs))
	if err := inParallel(len(jobs), sideBySide, func(i int) (err error) {
		runs[i], err = e.duplicates(ctx, jobs[i].cell, jobs[i].lose, jobs[i].keyed, posts)
		return err
	}); err != nil {
		return nil, err
	}
	for i, j := range jobs {
		r, what, key := runs[i], "note", "no"
		if j.keyed {
			what = "charge"
		}
		if r.keyed {
			key = "yes"
		}
		t.Add(bold(j.peer.Name), j.mode, what, j.lose, r.repeats, r.duplicates, r.success, r.unknown, r.plain, key)
		if j.keyed && j.lose == "close" {
			chart.Bars = append(chart.Bars, report.Bar{Name: j.peer.Name + " " + string(j.mode), Value: float64(r.duplicates), Ours: j.peer.Name == Ours})
		}
		if j.peer.Name == Ours {
			name := fmt.Sprintf("%d POSTs (%s), one answer in ten lost by %s", posts, what, j.lose)
			section.Goals = append(section.Goals, exactly(name+": none doubled", r.duplicates, 0), exactly(name+": none ends as a plain failure", r.plain, 0),
				exactly(name+": each was performed", r.performed, int64(posts)))
		}
	}
	if section.Goals == nil {
		section.Goals = []report.Goal{missing("lost answers of POSTs", notRun)}
	}
	section.Tables, section.Charts = []report.Table{t}, []report.Chart{chart}
	return section, nil
}

func (e *Env) duplicates(ctx context.Context, c cell, lose string, keyed bool, posts int) (*writes, error) {
	r := &writes{}
	set := func(pc *peer.Config) { pc.Transport = wide() }
	return r, e.withServer(ctx, server.Config{Kind: server.Duplicates, Lose: lose}, c, set, func(s *server.Server, client peer.Client) error {
		limited, cancel := context.WithTimeout(ctx, 4*time.Minute)
		defer cancel()
		var success, unknown, plain atomic.Int64
		volley(posts, goroutines, func(i int) error {
			id := fmt.Sprintf("id-%06d", i)
			var err error
			if keyed {
				_, err = client.Charge(limited, payload.ChargeParams(id))
			} else {
				_, err = client.Note(limited, id)
			}
			switch {
			case err == nil:
				success.Add(1)
			case c.peer.Unknown != nil && c.peer.Unknown(err):
				unknown.Add(1)
			default:
				plain.Add(1)
			}
			return err
		})
		stats, err := s.Stats(ctx)
		r.success, r.unknown, r.plain = success.Load(), unknown.Load(), plain.Load()
		r.repeats, r.duplicates, r.performed, r.keyed = stats.Count["repeats"], stats.Count["duplicates"], stats.Count["ids"], stats.Count["keyed"] > 0
		return err
	})
}
