package io.sallyport.operation;

import io.sallyport.principal.Principal;
import java.util.List;
import java.util.Map;

/** An authenticated call of an action. */
record Call(Principal caller, Parameters parameters, Map<String, List<String>> facts) {}
