package io.sallyport.gate;

import io.sallyport.credential.SecretKey;
import io.sallyport.principal.BreakGlass;

/** Who may do everything when nothing else helps, and by which secret. */
public record Glass(BreakGlass holder, SecretKey secret) {}
