package io.sallyport.operation;

import io.sallyport.gate.Authentication;
import io.sallyport.policy.eval.RequestContext;

/** An authenticated call of an operation. */
record Call(Authentication sender, Parameters parameters, RequestContext facts) {}
