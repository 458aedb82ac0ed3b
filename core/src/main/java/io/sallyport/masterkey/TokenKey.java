package io.sallyport.masterkey;

import java.time.Instant;

/**
 * A key that seals session tokens.
 *
 * @param id what tokens name it by; no secret
 * @param sealsFrom when it begins to seal; before, it only opens
 */
public record TokenKey(String id, Instant sealsFrom) {}
