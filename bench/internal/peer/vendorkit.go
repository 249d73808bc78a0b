package peer

import (
	"context"
	"errors"
	"log/slog"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
	"github.com/vendorkit/vendorkit-go/retry/breaker"
)

// Vendorkit is this module's Billwerk client. As shipped it keeps Billwerk's documented limits; they are off where a
// scenario doesn't have them, since 25 reads per second would hide what is measured.
func Vendorkit() *Peer {
	return &Peer{
		Name: "vendorkit", Module: "github.com/vendorkit/vendorkit-go", Modes: []Mode{Default, Breaker, Hedged},
		New: newVendorkit,
		Status: func(err error) int {
			if e, ok := errors.AsType[*billwerk.Error](err); ok {
				return e.StatusCode
			}
			return 0
		},
		Unknown: func(err error) bool { return errors.Is(err, client.ErrOutcomeUnknown) },
	}
}

type kit struct {
	client *billwerk.Client
	opts   []client.CallOption
}

func newVendorkit(cfg Config) (Client, error) {
	opts := []client.Option{client.WithBaseURL(cfg.URL)}
	if !cfg.Limited {
		opts = append(opts, client.WithLimiter(retry.NoLimit()))
	}
	if cfg.Transport != nil {
		opts = append(opts, client.WithTransport(cfg.Transport))
	}
	if cfg.Log != nil {
		level := slog.LevelInfo
		if cfg.Debug {
			level = slog.LevelDebug
		}
		opts = append(opts, client.WithLogger(slog.New(slog.NewTextHandler(cfg.Log, &slog.HandlerOptions{Level: level}))))
	}
	if cfg.Mode == Breaker {
		b, err := breaker.New(breaker.Config{})
		if err != nil {
			return nil, err
		}
		opts = append(opts, client.WithBreaker(b))
	}
	if cfg.Mode == Hedged {
		opts = append(opts, client.WithHedging(client.Hedging{}))
	}
	if cfg.AttemptTimeout > 0 {
		opts = append(opts, client.WithRetry(retry.Policy{AttemptTimeout: cfg.AttemptTimeout}))
	}
	c, err := billwerk.New(billwerk.Credentials{PrivateKey: auth.Secret(cfg.Key)}, opts...)
	if err != nil {
		return nil, err
	}
	k := &kit{client: c}
	if cfg.HeaderName != "" {
		k.opts = append(k.opts, client.WithHeader(cfg.HeaderName, cfg.HeaderValue))
	}
	if cfg.OneAttempt {
		k.opts = append(k.opts, client.WithMaxAttempts(1))
	}
	return k, nil
}

func (k *kit) Invoice(ctx context.Context, id string) (*billwerk.Invoice, error) {
	return k.client.Invoices.Get(ctx, id, k.opts...)
}

func (k *kit) Invoices(ctx context.Context) (*billwerk.Page[billwerk.Invoice], error) {
	return k.client.Invoices.List(ctx, &billwerk.InvoiceListParams{ListParams: billwerk.ListParams{Size: billwerk.MaxPageSize}}, k.opts...)
}

func (k *kit) Charge(ctx context.Context, params *billwerk.ChargeCreateParams) (*billwerk.Charge, error) {
	return k.client.Charges.Create(ctx, params, k.opts...)
}

func (k *kit) Note(ctx context.Context, text string) (*billwerk.CustomerNote, error) {
	return k.client.Customers.CreateNote(ctx, "c-1", &billwerk.CustomerNoteParams{Note: text}, k.opts...)
}

func (k *kit) Search(ctx context.Context, email string) error {
	_, err := k.client.Customers.List(ctx, &billwerk.CustomerListParams{Email: email}, k.opts...)
	return err
}

func (k *kit) Close() { k.client.CloseIdleConnections() }
