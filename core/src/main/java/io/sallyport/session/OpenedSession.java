package io.sallyport.session;

import io.sallyport.principal.Principal;
import java.util.function.Supplier;

/**
 * A session as it was opened for one request.
 *
 * @param caller who it is now, to be asked only once it is proven whose request it is; throws if it
 *     is nobody any more
 */
public record OpenedSession(Session session, Supplier<Principal> caller) {}
