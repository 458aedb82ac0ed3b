package io.sallyport.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.Sallyport;
import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.Thumbprint;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.Leniency;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.provider.ProviderManager;
import io.sallyport.query.QueryResponse;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.Xml;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProvidersTest {
  private static final String PRINT = "&ThumbprintList.member.1=" + "a1".repeat(20);
  private static final String ARN =
      "&OpenIDConnectProviderArn=arn%3Aaws%3Aiam%3A%3A%3Aoidc-provider%2Fidp.example.com";

  private final Installation installation = new Installation();
  private final ClientSigner tester1 = ClientSigner.of(installation.key1, installation.clock);

  @BeforeEach
  void allow() {
    installation
        .sallyport
        .users()
        .putPolicy(
            Installation.TESTER1,
            new PolicyName("Providers"),
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*",
            "Resource":"arn:aws:iam:::oidc-provider/*"}}\
            """);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void aProviderIsTheOneThatWasCreatedInTheXmlOfAwsServiceModel() {
    Xml created = create("https", "&ClientIDList.member.1=b&ClientIDList.member.2=a" + PRINT);
    assertEquals(
        "arn:aws:iam:::oidc-provider/idp.example.com",
        created.text("CreateOpenIDConnectProviderResult/OpenIDConnectProviderArn"));
    Xml got = ok("GetOpenIDConnectProvider", ARN);
    String result = "GetOpenIDConnectProviderResult/";
    assertEquals("idp.example.com", got.text(result + "Url"));
    assertEquals(List.of("b", "a"), got.texts(result + "ClientIDList/member"));
    assertEquals(List.of("a1".repeat(20)), got.texts(result + "ThumbprintList/member"));
    assertEquals("2026-03-01T12:00:00Z", got.text(result + "CreateDate"));
    assertEquals(
        List.of("arn:aws:iam:::oidc-provider/idp.example.com"),
        ok("ListOpenIDConnectProviders", "")
            .texts("ListOpenIDConnectProvidersResult/OpenIDConnectProviderList/member/Arn"));
  }

  @Test
  void clientIdsAndThumbprintsChange() {
    create("http", "");
    ok("AddClientIDToOpenIDConnectProvider", ARN + "&ClientID=a");
    ok("AddClientIDToOpenIDConnectProvider", ARN + "&ClientID=b");
    ok("RemoveClientIDFromOpenIDConnectProvider", ARN + "&ClientID=a");
    ok("UpdateOpenIDConnectProviderThumbprint", ARN + PRINT);
    Xml got = ok("GetOpenIDConnectProvider", ARN);
    assertEquals(List.of("b"), got.texts("GetOpenIDConnectProviderResult/ClientIDList/member"));
    assertEquals("http://idp.example.com", got.text("GetOpenIDConnectProviderResult/Url"));
    ok("DeleteOpenIDConnectProvider", ARN);
    assertEquals("NoSuchEntity", refusal("GetOpenIDConnectProvider", ARN));
  }

  @Test
  void membersCountByTheirNumbersAndNotByTheirSpelling() {
    String ids =
        IntStream.of(10, 9, 2, 1, 11)
            .mapToObj(n -> "&ClientIDList.member." + n + "=c" + n)
            .collect(Collectors.joining());
    create("https", ids);
    assertEquals(
        List.of("c1", "c2", "c9", "c10", "c11"),
        ok("GetOpenIDConnectProvider", ARN)
            .texts("GetOpenIDConnectProviderResult/ClientIDList/member"));
  }

  @Test
  void whatIsNoMemberOfAListIsRefused() {
    for (String wrong :
        List.of(
            "&ClientIDList=a",
            "&ClientIDList.member.0=a",
            "&ClientIDList.member.01=a",
            "&ClientIDList.member.x=a",
            "&ClientIDList.member.1.Key=a",
            "&ClientIDList.member.99999999999=a",
            "&ClientIDList.member.1=")) {
      assertEquals(
          "InvalidInput",
          refusal("CreateOpenIDConnectProvider", "&Url=https%3A%2F%2Fidp.example.com" + wrong),
          wrong);
    }
  }

  @Test
  void theArnIsOneOfTheCallersAccount() {
    for (String arn :
        List.of(
            "arn:aws:iam::123456789012:oidc-provider/idp.example.com",
            "arn:aws:iam:::role/idp.example.com",
            "arn:aws:iam:::oidc-provider/",
            "idp.example.com")) {
      assertEquals(
          "InvalidInput", refusal("GetOpenIDConnectProvider", "&OpenIDConnectProviderArn=" + arn));
    }
  }

  @Test
  void anUpdateWithoutThumbprintsIsRefused() {
    create("https", "");
    assertEquals("InvalidInput", refusal("UpdateOpenIDConnectProviderThumbprint", ARN));
  }

  /** AWS's own example has it; who served Ceph's clients so far may take it. */
  @Test
  void aThumbprintThatIsNoneIsTakenUnderALeniencyOnly() {
    String print = "3768084dfb3d2b68b7897bf5f565da8efEXAMPLE";
    String form = "&ThumbprintList.member.1=" + print;
    String url = "&Url=https%3A%2F%2Fidp.example.com";
    assertEquals("InvalidInput", refusal("CreateOpenIDConnectProvider", url + form));
    create("https", PRINT);
    assertEquals("InvalidInput", refusal("UpdateOpenIDConnectProviderThumbprint", ARN + form));
    try (Sallyport lenient =
        Sallyport.builder()
            .store(new MemoryStore())
            .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
            .lenient(Leniency.ceph())
            .build()) {
      ProviderManager providers = lenient.providers();
      CreateProviderRequest request = CreateProviderRequest.of("https://idp.example.com");
      providers.create(request.withThumbprints(print));
      ProviderName name = new ProviderName("idp.example.com");
      assertEquals(print, providers.get(name).thumbprints().get(0).value());
      providers.updateThumbprints(name, List.of(new Thumbprint(print.toLowerCase(Locale.ROOT))));
    }
    assertThrows(InvalidInputException.class, () -> new Thumbprint(print.replace('E', '/')));
  }

  private Xml create(String scheme, String parameters) {
    return ok(
        "CreateOpenIDConnectProvider", "&Url=" + scheme + "%3A%2F%2Fidp.example.com" + parameters);
  }

  private Xml ok(String action, String parameters) {
    QueryResponse answer = send(action, parameters);
    assertEquals(200, answer.status(), answer.body());
    return Xml.parse(answer.body());
  }

  private String refusal(String action, String parameters) {
    return Xml.parse(send(action, parameters).body()).text("Error/Code");
  }

  private QueryResponse send(String action, String parameters) {
    String form = "Action=" + action + parameters;
    return installation.sallyport.query().handle(tester1.form("iam", form), form.getBytes(UTF_8));
  }
}
