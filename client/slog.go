package client

import (
	"context"
	"log/slog"
)

// maxLoggedBytes bounds the text of an error that isn't one of ours.
const maxLoggedBytes = 2 << 10

// NewLogObserver is the observer behind WithLogger: attempts that will be
// repeated and failed calls at Warn, all else at Debug.
func NewLogObserver(l *slog.Logger) Observer { return &logObserver{l} }

type logObserver struct{ log *slog.Logger }

func (o *logObserver) StartCall(ctx context.Context, _ CallInfo) context.Context { return ctx }

func (o *logObserver) EndAttempt(ctx context.Context, a AttemptInfo) {
	level := slog.LevelDebug
	if a.Repeat {
		level = slog.LevelWarn
	}
	if !o.log.Enabled(ctx, level) {
		return
	}
	attrs := append(make([]slog.Attr, 0, 12),
		slog.String("vendor", a.Vendor), slog.String("operation", a.Operation),
		slog.String("method", a.Method), slog.String("route", a.Route),
		slog.Int("attempt", a.Number), slog.Duration("duration", a.Duration))
	if a.Replay {
		attrs = append(attrs, slog.Bool("replay", true))
	}
	if a.StatusCode != 0 {
		attrs = append(attrs, slog.Int("status", a.StatusCode))
	}
	if a.RequestID != "" {
		attrs = append(attrs, slog.String("request_id", clip(a.RequestID, maxWordBytes)))
	}
	if a.Err != nil {
		attrs = append(attrs, slog.String("error", clip(a.Err.Error(), maxLoggedBytes)))
	}
	if a.Repeat {
		attrs = append(attrs, slog.Duration("wait", a.Wait))
	}
	if a.Reason != "" {
		attrs = append(attrs, slog.String("reason", a.Reason))
	}
	o.log.LogAttrs(ctx, level, "vendorkit attempt", attrs...)
}

func (o *logObserver) EndCall(ctx context.Context, r CallResult) {
	level := slog.LevelDebug
	if r.Err != nil {
		level = slog.LevelWarn
	}
	if !o.log.Enabled(ctx, level) {
		return
	}
	attrs := append(make([]slog.Attr, 0, 10),
		slog.String("vendor", r.Vendor), slog.String("operation", r.Operation),
		slog.String("method", r.Method), slog.String("route", r.Route),
		slog.Int("attempts", r.Attempts), slog.Duration("duration", r.Duration))
	if r.StatusCode != 0 {
		attrs = append(attrs, slog.Int("status", r.StatusCode))
	}
	if r.RequestID != "" {
		attrs = append(attrs, slog.String("request_id", clip(r.RequestID, maxWordBytes)))
	}
	if r.IdempotencyKey != "" {
		attrs = append(attrs, slog.String("idempotency_key", r.IdempotencyKey))
	}
	if r.Err != nil {
		attrs = append(attrs, slog.String("error", clip(r.Err.Error(), maxLoggedBytes)))
	}
	o.log.LogAttrs(ctx, level, "vendorkit call", attrs...)
}
