<?xml version="1.0" encoding="UTF-8"?>
<!-- From the bill of materials (CycloneDX): a line a library, with its licences. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:b="http://cyclonedx.org/schema/bom/1.6">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:template match="/">
    <xsl:text>This program contains the libraries below, under the licences of their authors.&#10;&#10;</xsl:text>
    <xsl:for-each select="/b:bom/b:components/b:component[b:group != 'io.hallpulse']">
      <xsl:sort select="b:group"/>
      <xsl:sort select="b:name"/>
      <xsl:value-of select="concat(b:group, ':', b:name, ' ', b:version, ' (')"/>
      <xsl:for-each select="b:licenses/b:license | b:licenses/b:expression">
        <xsl:if test="position() &gt; 1"><xsl:text>; </xsl:text></xsl:if>
        <xsl:choose>
          <xsl:when test="b:id"><xsl:value-of select="b:id"/></xsl:when>
          <xsl:when test="b:name"><xsl:value-of select="b:name"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
      <xsl:text>)&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
