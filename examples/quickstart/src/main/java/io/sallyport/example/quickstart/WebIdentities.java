package io.sallyport.example.quickstart;

import io.sallyport.Sallyport;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.oidc.OidcVerifier;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.AssumeRoleWithWebIdentityRequest;
import io.sallyport.sts.AssumedRoleWithWebIdentity;
import java.nio.file.Path;

/** Somebody for whom a provider vouches assumes a role. A page shows the body of this method. */
final class WebIdentities {
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
       "Action": "sts:AssumeRoleWithWebIdentity",
       "Principal": {"Federated": "arn:aws:iam:::oidc-provider/idp.example.com"},
       "Condition": {"StringEquals": {"idp.example.com:aud": "photo-app",
                                      "idp.example.com:sub": "alice"}}}}
      """;

  private WebIdentities() {}

  static String subject(Path data, String jwks, String token) {
    // shown from here: web identity
    try (Sallyport sallyport =
        Sallyport.builder()
            .masterKey(MasterKey.openOrCreate(data.resolve("master.key")))
            .store(new MemoryStore())
            .webIdentityVerifier(
                OidcVerifier.builder().issuer("https://idp.example.com", jwks).build())
            .build()) {
      sallyport
          .providers()
          .create(CreateProviderRequest.of("https://idp.example.com").withClientIds("photo-app"));
      sallyport.roles().create(CreateRoleRequest.of("Reader", TRUST));

      AssumedRoleWithWebIdentity assumed =
          sallyport
              .sts()
              .assumeRoleWithWebIdentity(
                  AssumeRoleWithWebIdentityRequest.of(
                      "arn:aws:iam:::role/Reader", "monday", token));
      return assumed.subject(); // assumed.session() is as that of assumeRole
    }
    // shown to here: web identity
  }
}
