package io.sallyport.operation;

import io.sallyport.provider.ProviderManager;
import io.sallyport.role.RoleManager;

/** What a caller may see and change of its account, with what is known of its request. */
public record Managers(RoleManager roles, ProviderManager providers) {}
