package peer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/logging"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// AWS is the client stack of aws-sdk-go-v2's SQS client (signing, endpoint, retries), with the operation's own encoding and
// decoding replaced by JSON of our types.
func AWS() *Peer {
	return &Peer{
		Name: "aws-sqs", Module: "github.com/aws/aws-sdk-go-v2/service/sqs", Modes: []Mode{None, Default, Tuned, Adaptive},
		New: func(cfg Config) (Client, error) {
			o := sqs.Options{
				Region: "eu-north-1", BaseEndpoint: &cfg.URL,
				Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
					return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: cfg.Key}, nil
				}),
			}
			tuned := func(s *retry.StandardOptions) { s.MaxAttempts, s.MaxBackoff = tunedRetries+1, tunedLongest }
			switch cfg.Mode {
			case None:
				o.Retryer = aws.NopRetryer{}
			case Tuned:
				o.Retryer = retry.NewStandard(tuned)
			case Adaptive:
				o.Retryer = retry.NewAdaptiveMode(func(a *retry.AdaptiveModeOptions) { a.StandardOptions = append(a.StandardOptions, tuned) })
			}
			c := &awsClient{cfg: cfg}
			if cfg.Transport != nil {
				c.inner = &http.Client{Transport: cfg.Transport}
				o.HTTPClient = c.inner
			}
			if cfg.Log != nil && cfg.Debug {
				o.Logger = logging.NewStandardLogger(cfg.Log)
				o.ClientLogMode = aws.LogRetries | aws.LogRequestWithBody | aws.LogResponseWithBody | aws.LogSigning
			}
			c.client = sqs.New(o)
			return typed{c}, nil
		},
		Status: func(err error) int {
			if e, ok := errors.AsType[*awshttp.ResponseError](err); ok {
				return e.HTTPStatusCode()
			}
			return 0
		},
	}
}

type awsClient struct {
	cfg    Config
	inner  *http.Client
	client *sqs.Client
}

func (c *awsClient) Close() {
	if c.inner != nil {
		c.inner.CloseIdleConnections()
	}
}

func (c *awsClient) do(ctx context.Context, method, path string, in, out any) error {
	op := &awsOperation{cfg: &c.cfg, method: method, path: path, in: in, out: out}
	_, err := c.client.ListQueues(ctx, &sqs.ListQueuesInput{}, func(o *sqs.Options) { o.APIOptions = append(o.APIOptions, op.replace) })
	return err
}

// awsOperation stands in for the generated encoding and decoding of one operation.
type awsOperation struct {
	cfg          *Config
	method, path string
	in, out      any
}

func (o *awsOperation) replace(stack *middleware.Stack) error {
	if _, err := stack.Serialize.Swap("OperationSerializer", middleware.SerializeMiddlewareFunc("OperationSerializer", o.serialize)); err != nil {
		return err
	}
	_, err := stack.Deserialize.Swap("OperationDeserializer", middleware.DeserializeMiddlewareFunc("OperationDeserializer", o.deserialize))
	return err
}

func (o *awsOperation) serialize(ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler) (middleware.SerializeOutput, middleware.Metadata, error) {
	req, ok := in.Request.(*smithyhttp.Request)
	if !ok {
		return middleware.SerializeOutput{}, middleware.Metadata{}, fmt.Errorf("aws: unknown transport %T", in.Request)
	}
	target, err := url.Parse(o.path)
	if err != nil {
		return middleware.SerializeOutput{}, middleware.Metadata{}, err
	}
	req.Method, req.URL.Path, req.URL.RawQuery = o.method, target.Path, target.RawQuery
	body, err := encoded(o.in)
	if err != nil {
		return middleware.SerializeOutput{}, middleware.Metadata{}, err
	}
	o.cfg.sign(req.Header, body != nil)
	if body != nil {
		if req, err = req.SetStream(bytes.NewReader(body)); err != nil {
			return middleware.SerializeOutput{}, middleware.Metadata{}, err
		}
	}
	in.Request = req
	return next.HandleSerialize(ctx, in)
}

func (o *awsOperation) deserialize(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
	out, meta, err := next.HandleDeserialize(ctx, in)
	if err != nil {
		return out, meta, err
	}
	resp, ok := out.RawResponse.(*smithyhttp.Response)
	if !ok {
		return out, meta, fmt.Errorf("aws: unknown transport %T", out.RawResponse)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return out, meta, &smithy.DeserializationError{Err: err}
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return out, meta, awsError(resp.StatusCode, data)
	}
	if err := json.Unmarshal(data, o.out); err != nil {
		return out, meta, &smithy.DeserializationError{Err: err, Snapshot: data[:min(len(data), 1024)]}
	}
	out.Result = &sqs.ListQueuesOutput{}
	return out, meta, nil
}

// awsError names the code by which the retryer knows a throttle.
func awsError(status int, body []byte) error {
	var e statusError
	_ = json.Unmarshal(body, &e) // what isn't JSON leaves the status
	code := fmt.Sprintf("Code%d", e.Code)
	if status == http.StatusTooManyRequests {
		code = "ThrottlingException"
	}
	return &smithy.GenericAPIError{Code: code, Message: e.Text + ": " + e.Detail}
}
