package io.sallyport.operation;

import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;

/** A call of an operation, by whom it is known to be. */
record Call(Principal caller, Parameters parameters, RequestContext facts) {}
