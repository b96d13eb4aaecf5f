package io.hallpulse.gateway.ca;

import io.hallpulse.runtime.disk.FileFault;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The site's certificate authority: a key on P-256 in a file of its own, and what it signs. Every certificate is valid from 1970, since a
 * terminal without a clock starts there. Any thread.
 */
public final class SiteCa {
    static final Duration LIFE = Duration.ofDays(825);

    private static final Duration OWN_LIFE = Duration.ofDays(7300);
    /** An expired list would lock all terminals out. */
    private static final Duration LIST_LIFE = Duration.ofDays(3650);

    /** What a machine's clock shows at least that was ever set. */
    private static final Instant CLOCK_WAS_SET = Instant.parse("2026-01-01T00:00:00Z");

    private static final String KEY = "ca.key";
    private static final String CERTIFICATE = "ca.pem";
    private static final String ALGORITHM = "SHA256withECDSA";

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final InstantSource clock;
    private final SecureRandom random;

    private SiteCa(PrivateKey key, X509Certificate certificate, InstantSource clock, SecureRandom random) {
        this.key = key;
        this.certificate = certificate;
        this.clock = clock;
        this.random = random;
    }

    /**
     * The CA of a folder, made where there is none.
     *
     * @param passphrase that the key is encrypted by, null for none
     * @throws IOException with one line that names the file, and the mend
     */
    public static SiteCa open(Path folder, @Nullable String passphrase, InstantSource clock, SecureRandom random)
            throws IOException {
        CaFolder files = new CaFolder(folder);
        if (files.has(KEY) != files.has(CERTIFICATE)) {
            throw new IOException(files.file(files.has(KEY) ? CERTIFICATE : KEY)
                    + " is missing; put it back from a backup, or where no terminal has a certificate yet remove "
                    + files.file(files.has(KEY) ? KEY : CERTIFICATE) + " too");
        }
        if (!files.has(KEY)) {
            make(files, passphrase, clock, random);
        }
        PrivateKey key;
        try {
            key = CaKey.read(files.text(KEY), passphrase);
        } catch (IOException e) {
            throw new IOException(files.file(KEY) + ": " + e.getMessage(), e);
        }
        try {
            X509Certificate certificate = Pem.certificate(files.text(CERTIFICATE));
            requirePair(key, certificate.getPublicKey());
            return new SiteCa(key, certificate, clock, random);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    files.file(CERTIFICATE) + " is not the certificate of " + files.file(KEY)
                            + "; put both back from one backup",
                    e);
        }
    }

    /**
     * The certificate of a folder's CA, for which no passphrase is needed.
     *
     * @throws IOException with one line, where there is none
     */
    public static X509Certificate certificateOf(Path folder) throws IOException {
        Path file = folder.resolve(CERTIFICATE);
        try {
            return Pem.certificate(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no site CA " + file + "; run the gateway once", e);
        } catch (FileSystemException e) {
            throw FileFault.of(file, e);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no certificate; put it back from a backup", e);
        }
    }

    private static void make(CaFolder files, @Nullable String passphrase, InstantSource clock, SecureRandom random)
            throws IOException {
        Instant now = clock.instant();
        if (now.isBefore(CLOCK_WAS_SET)) {
            throw new IOException("the machine's clock shows " + now
                    + ", and the site CA would be out of date once it is set; set the clock first");
        }
        try {
            KeyPair pair = Keys.draw(random);
            // a name of its own: else a foreign CA is told by its signature alone, which reads like damage
            X500Name name = name("site CA", "HallPulse site " + HexFormat.of().toHexDigits(random.nextInt()));
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    serial(random),
                    Date.from(Instant.EPOCH),
                    Date.from(now.plus(OWN_LIFE)),
                    name,
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            X509Certificate made = signed(builder, signer(pair.getPrivate(), random));
            files.write(KEY, CaKey.write(pair.getPrivate(), passphrase, random));
            files.write(CERTIFICATE, Pem.of(made).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IOException("the site CA cannot be made: " + e.getMessage(), e);
        }
    }

    private static void requirePair(PrivateKey key, PublicKey shown) throws GeneralSecurityException {
        byte[] said = {1};
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(key);
        signature.update(said);
        byte[] signed = signature.sign();
        signature.initVerify(shown);
        signature.update(said);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("key and certificate are no pair");
        }
    }

    /** Its own certificate, which terminals trust. */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * Signs a certificate from 1970 for {@link #LIFE} from now.
     *
     * @param commonName who its holder is
     * @param addresses DNS names and IP addresses of a server
     */
    X509Certificate issue(Kind kind, String commonName, PublicKey holder, Collection<String> addresses) {
        return issue(kind, commonName, holder, addresses, LIFE);
    }

    X509Certificate issue(Kind kind, String commonName, PublicKey holder, Collection<String> addresses, Duration life) {
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                    serial(random),
                    Date.from(Instant.EPOCH),
                    Date.from(clock.instant().plus(life)),
                    name(kind.word(), commonName),
                    holder);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            // one of the two and never both: else a terminal could play a server
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(
                            kind.isServer() ? KeyPurposeId.id_kp_serverAuth : KeyPurposeId.id_kp_clientAuth));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(certificate.getPublicKey()));
            builder.addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(holder));
            if (!addresses.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(addresses.stream()
                                .map(address -> new GeneralName(
                                        isIp(address) ? GeneralName.iPAddress : GeneralName.dNSName, address))
                                .toArray(GeneralName[]::new)));
            }
            return signed(builder, signer(key, random));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The list of revoked certificates (CRL) in DER: serial number and instant of revocation each. */
    byte[] revocationList(Map<BigInteger, Instant> revoked) {
        try {
            Instant now = clock.instant();
            X509v2CRLBuilder builder = new JcaX509v2CRLBuilder(certificate.getSubjectX500Principal(), Date.from(now));
            builder.setNextUpdate(Date.from(now.plus(LIST_LIFE)));
            revoked.forEach((serial, at) -> builder.addCRLEntry(serial, Date.from(at), CRLReason.cessationOfOperation));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.toEpochMilli())));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
            return builder.build(signer(key, random)).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Certificates and nothing else in one PKCS 7 message, as enrolment (RFC 7030) hands them over. */
    public static byte[] certsOnly(List<X509Certificate> certificates) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addCertificates(new JcaCertStore(certificates));
            return generator.generate(new CMSAbsentContent()).getEncoded();
        } catch (GeneralSecurityException | CMSException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isIp(String address) {
        return address.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    }

    private static X500Name name(String unit, String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "HallPulse")
                .addRDN(BCStyle.OU, unit)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    /** 128 bits, of which the first two are set so that it is positive and always as long. */
    private static BigInteger serial(SecureRandom random) {
        byte[] drawn = new byte[16];
        random.nextBytes(drawn);
        drawn[0] = (byte) (drawn[0] & 0x7f | 0x40);
        return new BigInteger(drawn);
    }

    private static ContentSigner signer(PrivateKey key, SecureRandom random) throws GeneralSecurityException {
        try {
            return new JcaContentSignerBuilder(ALGORITHM)
                    .setSecureRandom(random)
                    .build(key);
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, ContentSigner signer)
            throws GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }
}
