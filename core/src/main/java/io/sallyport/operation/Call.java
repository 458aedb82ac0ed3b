package io.sallyport.operation;

import io.sallyport.gate.Authentication;
import java.util.List;
import java.util.Map;

/** An authenticated call of an operation. */
record Call(Authentication sender, Parameters parameters, Map<String, List<String>> facts) {}
