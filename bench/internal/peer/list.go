package peer

// All gives the peers: the baseline first, vendorkit second.
func All() []*Peer {
	return []*Peer{
		NetHTTP(), Vendorkit(), RetryableHTTP(), Resty2(), Resty3(), Heimdall(), Failsafe(), Azcore(), AWS(), OpenAI(), Stripe(), GoGitHub(),
	}
}
