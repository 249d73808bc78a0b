package peer

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/aws/aws-sdk-go-v2/aws"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// oauth2Token is x/oauth2's client credentials flow.
type oauth2Token struct {
	*resource

	client *http.Client
}

func newOAuth2(url string) (TokenClient, error) {
	r := newResource(url)
	cfg := clientcredentials.Config{ClientID: "k-1", ClientSecret: "s3cret-0815", TokenURL: url + "/oauth/token", AuthStyle: oauth2.AuthStyleInParams}
	client := cfg.Client(context.WithValue(context.Background(), oauth2.HTTPClient, r.client))
	return &oauth2Token{r, client}, nil
}

func (o *oauth2Token) Read(ctx context.Context) error {
	return (&resource{o.url, o.client}).get(ctx, "")
}

// azureToken is azcore's bearer policy.
type azureToken struct {
	*resource

	pipeline runtime.Pipeline
}

func newAzureToken(url string) (TokenClient, error) {
	r := newResource(url)
	bearer := runtime.NewBearerTokenPolicy(&azureCredential{r}, []string{"scope"}, &policy.BearerTokenOptions{InsecureAllowCredentialWithHTTP: true})
	return &azureToken{r, runtime.NewPipeline("bench", "v1.0.0", runtime.PipelineOptions{PerRetry: []policy.Policy{bearer}}, &policy.ClientOptions{Transport: r.client})}, nil
}

// azureCredential fetches a token, each time that it is asked.
type azureCredential struct{ *resource }

func (c *azureCredential) GetToken(ctx context.Context, _ policy.TokenRequestOptions) (azcore.AccessToken, error) {
	t, err := c.login(ctx)
	if err != nil {
		return azcore.AccessToken{}, err
	}
	return azcore.AccessToken{Token: t.Value, ExpiresOn: t.until}, nil
}

func (a *azureToken) Read(ctx context.Context) error {
	req, err := runtime.NewRequest(ctx, http.MethodGet, a.url+"/accounts")
	if err != nil {
		return err
	}
	resp, err := a.pipeline.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if !runtime.HasStatusCode(resp, http.StatusOK) {
		return runtime.NewResponseError(resp)
	}
	var accounts []map[string]any
	return runtime.UnmarshalAsJSON(resp, &accounts)
}

// awsToken is aws-sdk-go-v2's cache of credentials, with the token as the secret.
type awsToken struct {
	*resource

	cache *aws.CredentialsCache
}

func newAWSToken(url string) (TokenClient, error) {
	r := newResource(url)
	fetch := func(ctx context.Context) (aws.Credentials, error) {
		t, err := r.login(ctx)
		if err != nil {
			return aws.Credentials{}, err
		}
		if t.Life == 0 {
			return aws.Credentials{}, errors.New("the token has no life")
		}
		return aws.Credentials{AccessKeyID: "k-1", SecretAccessKey: t.Value, CanExpire: true, Expires: time.Now().Add(time.Duration(t.Life) * time.Second)}, nil
	}
	return &awsToken{r, aws.NewCredentialsCache(aws.CredentialsProviderFunc(fetch))}, nil
}

func (a *awsToken) Read(ctx context.Context) error {
	c, err := a.cache.Retrieve(ctx)
	if err != nil {
		return err
	}
	return a.get(ctx, "Bearer "+c.SecretAccessKey)
}
