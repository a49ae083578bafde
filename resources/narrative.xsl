<?xml version="1.0" encoding="UTF-8"?>
<!-- The narrative of a clinical document (CDA) as the HTML that Qt's rich text knows. One <section> for each
     section, in order; no attribute of the document comes through unless it is named here, no address is a link,
     no picture is anything but "picture:" and the number of one inside the document. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:h="urn:hl7-org:v3"
    xmlns:str="http://exslt.org/strings" exclude-result-prefixes="h str">

<xsl:param name="elsewhere"/> <!-- what stands for a picture that is not in the document -->
<xsl:output method="xml" omit-xml-declaration="yes"/>
<xsl:strip-space elements="h:section h:table h:thead h:tbody h:tfoot h:tr h:colgroup h:list h:ul h:ol"/>
<xsl:key name="object" match="h:observationMedia | h:regionOfInterest" use="@ID"/>
<xsl:key name="footnote" match="h:footnote" use="@ID"/>
<xsl:variable name="upper" select="'ABCDEFGHIJKLMNOPQRSTUVWXYZ'"/>
<xsl:variable name="lower" select="'abcdefghijklmnopqrstuvwxyz'"/>

<xsl:template match="/">
  <sections>
    <xsl:for-each select="/*/h:component/h:structuredBody/descendant::h:section">
      <section>
        <xsl:choose>
          <xsl:when test="h:text[normalize-space() or .//h:renderMultiMedia]">
            <xsl:apply-templates select="h:text/node()"/>
            <xsl:apply-templates select="h:text//h:footnote" mode="below"/>
          </xsl:when>
          <xsl:otherwise><xsl:apply-templates select="h:entry" mode="coded"/></xsl:otherwise>
        </xsl:choose>
      </section>
    </xsl:for-each>
  </sections>
</xsl:template>

<!-- A section that has entries and no text: what their codes are called. -->
<xsl:template match="h:entry" mode="coded">
  <xsl:variable name="names" select=".//h:code/@displayName | .//h:value/@displayName | .//h:code/h:originalText[normalize-space()]"/>
  <xsl:if test="$names">
    <p>
      <xsl:for-each select="$names[position() &lt;= 6]">
        <xsl:if test="position() > 1">: </xsl:if>
        <xsl:value-of select="normalize-space()"/>
      </xsl:for-each>
    </p>
  </xsl:if>
</xsl:template>

<!-- Blocks -->
<xsl:template match="h:paragraph | h:p | h:div | h:pre | h:blockquote | h:address | h:dd | h:dt">
  <xsl:apply-templates select="h:caption" mode="above"/>
  <p><xsl:call-template name="styled"/></p>
</xsl:template>

<xsl:template match="h:h1 | h:h2 | h:h3 | h:h4 | h:h5 | h:h6">
  <p><b><xsl:apply-templates/></b></p>
</xsl:template>

<xsl:template match="h:hr"><br/></xsl:template>

<xsl:template match="h:paragraph/h:caption | h:p/h:caption | h:div/h:caption | h:item/h:caption | h:li/h:caption
    | h:list/h:caption | h:ul/h:caption | h:ol/h:caption | h:table/h:caption | h:renderMultiMedia/h:caption"/>
<xsl:template match="h:caption" mode="above"><p class="caption"><xsl:apply-templates/></p></xsl:template>

<xsl:template match="h:list | h:ul | h:ol">
  <xsl:apply-templates select="h:caption" mode="above"/>
  <xsl:choose>
    <xsl:when test="self::h:ol or @listType = 'ordered'">
      <ol><xsl:call-template name="numerals"/><xsl:apply-templates select="node()[not(self::h:caption)]" mode="item"/></ol>
    </xsl:when>
    <xsl:otherwise>
      <ul><xsl:call-template name="bullets"/><xsl:apply-templates select="node()[not(self::h:caption)]" mode="item"/></ul>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="text()[not(normalize-space())]" mode="item"/>
<xsl:template match="node()" mode="item"><li><xsl:apply-templates select="."/></li></xsl:template>
<xsl:template match="h:item | h:li" mode="item">
  <li>
    <xsl:if test="h:caption"><b><xsl:apply-templates select="h:caption/node()"/></b><xsl:text> </xsl:text></xsl:if>
    <xsl:call-template name="styled"/>
  </li>
</xsl:template>

<xsl:template name="numerals">
  <xsl:variable name="codes" select="translate(@styleCode, $upper, $lower)"/>
  <xsl:attribute name="type">
    <xsl:choose>
      <xsl:when test="contains($codes, 'littleroman')">i</xsl:when>
      <xsl:when test="contains($codes, 'bigroman')">I</xsl:when>
      <xsl:when test="contains($codes, 'littlealpha')">a</xsl:when>
      <xsl:when test="contains($codes, 'bigalpha')">A</xsl:when>
      <xsl:otherwise>1</xsl:otherwise>
    </xsl:choose>
  </xsl:attribute>
</xsl:template>

<xsl:template name="bullets">
  <xsl:variable name="codes" select="translate(@styleCode, $upper, $lower)"/>
  <xsl:attribute name="type">
    <xsl:choose>
      <xsl:when test="contains($codes, 'circle')">circle</xsl:when>
      <xsl:when test="contains($codes, 'square')">square</xsl:when>
      <xsl:otherwise>disc</xsl:otherwise>
    </xsl:choose>
  </xsl:attribute>
</xsl:template>

<!-- Tables: heads first, feet last, wherever they stand -->
<xsl:template match="h:table">
  <xsl:apply-templates select="h:caption" mode="above"/>
  <table>
    <xsl:apply-templates select="h:thead/node()" mode="head"/>
    <xsl:apply-templates select="node()[not(self::h:caption or self::h:thead or self::h:tfoot)]" mode="row"/>
    <xsl:apply-templates select="h:tfoot/node()" mode="row"/>
  </table>
</xsl:template>

<xsl:template match="h:tr" mode="head" priority="1">
  <tr class="head"><xsl:apply-templates select="node()" mode="cell"/></tr>
</xsl:template>
<xsl:template match="text()[not(normalize-space())]" mode="head"/>
<xsl:template match="node()" mode="head"><tr class="head"><th><xsl:apply-templates select="."/></th></tr></xsl:template>
<xsl:template match="h:tr" mode="row"><tr><xsl:apply-templates select="node()" mode="cell"/></tr></xsl:template>
<xsl:template match="h:tbody" mode="row"><xsl:apply-templates select="node()" mode="row"/></xsl:template>
<xsl:template match="h:col | h:colgroup" mode="row"/>
<xsl:template match="text()[not(normalize-space())]" mode="row"/>
<xsl:template match="node()" mode="row"><tr><td><xsl:apply-templates select="."/></td></tr></xsl:template>

<xsl:template match="h:th" mode="cell">
  <th><xsl:call-template name="place"/><xsl:call-template name="styled"/></th>
</xsl:template>
<xsl:template match="h:td" mode="cell">
  <td><xsl:call-template name="place"/><xsl:call-template name="styled"/></td>
</xsl:template>
<xsl:template match="text()[not(normalize-space())]" mode="cell"/>
<xsl:template match="node()" mode="cell"><td><xsl:apply-templates select="."/></td></xsl:template>

<xsl:template name="place">
  <xsl:copy-of select="@colspan | @rowspan"/>
  <xsl:variable name="align" select="translate(@align, $upper, $lower)"/>
  <xsl:if test="$align = 'center' or $align = 'right'"><xsl:attribute name="align"><xsl:value-of select="$align"/></xsl:attribute></xsl:if>
</xsl:template>

<!-- Inside lines -->
<xsl:template match="h:content | h:span | h:a">
  <xsl:choose>
    <xsl:when test="@revised = 'delete'"><s><xsl:call-template name="styled"/></s></xsl:when>
    <xsl:when test="@revised = 'insert'"><u><xsl:call-template name="styled"/></u></xsl:when>
    <xsl:otherwise><xsl:call-template name="styled"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="styled">
  <xsl:choose>
    <xsl:when test="@styleCode">
      <xsl:call-template name="bold">
        <xsl:with-param name="codes" select="concat(' ', translate(@styleCode, $upper, $lower), ' ')"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
  </xsl:choose>
</xsl:template>
<xsl:template name="bold">
  <xsl:param name="codes"/>
  <xsl:choose>
    <xsl:when test="contains($codes, ' bold ')">
      <b><xsl:call-template name="italics"><xsl:with-param name="codes" select="$codes"/></xsl:call-template></b>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="italics"><xsl:with-param name="codes" select="$codes"/></xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>
<xsl:template name="italics">
  <xsl:param name="codes"/>
  <xsl:choose>
    <xsl:when test="contains($codes, ' italics ') or contains($codes, ' emphasis ')">
      <i><xsl:call-template name="underline"><xsl:with-param name="codes" select="$codes"/></xsl:call-template></i>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="underline"><xsl:with-param name="codes" select="$codes"/></xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>
<xsl:template name="underline">
  <xsl:param name="codes"/>
  <xsl:choose>
    <xsl:when test="contains($codes, ' underline ')"><u><xsl:apply-templates/></u></xsl:when>
    <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="h:b | h:strong"><b><xsl:apply-templates/></b></xsl:template>
<xsl:template match="h:i | h:em"><i><xsl:apply-templates/></i></xsl:template>
<xsl:template match="h:u"><u><xsl:apply-templates/></u></xsl:template>
<xsl:template match="h:sub"><sub><xsl:apply-templates/></sub></xsl:template>
<xsl:template match="h:sup"><sup><xsl:apply-templates/></sup></xsl:template>
<xsl:template match="h:br"><br/></xsl:template>

<!-- An address is told, never followed; one inside the document needs no telling. -->
<xsl:template match="h:linkHtml">
  <xsl:call-template name="styled"/>
  <xsl:variable name="address" select="normalize-space(@href)"/>
  <xsl:if test="$address and not(starts-with($address, '#')) and $address != normalize-space()">
    <xsl:text> (</xsl:text><xsl:value-of select="$address"/><xsl:text>)</xsl:text>
  </xsl:if>
</xsl:template>

<xsl:template match="h:footnote"><sup><xsl:call-template name="mark"/></sup></xsl:template>
<xsl:template match="h:footnote" mode="below">
  <p class="footnote"><xsl:call-template name="mark"/><xsl:text> </xsl:text><xsl:call-template name="styled"/></p>
</xsl:template>
<xsl:template match="h:footnoteRef">
  <sup>
    <xsl:apply-templates/>
    <xsl:for-each select="key('footnote', @IDREF)[1]"><xsl:call-template name="mark"/></xsl:for-each>
  </sup>
</xsl:template>
<xsl:template name="mark">[<xsl:number level="any" count="h:footnote"/>]</xsl:template>

<!-- Pictures -->
<xsl:template match="h:renderMultiMedia">
  <xsl:variable name="objects" select="key('object', str:tokenize(@referencedObject))"/>
  <xsl:for-each select="$objects/descendant-or-self::h:observationMedia">
    <xsl:call-template name="picture"/>
  </xsl:for-each>
  <xsl:if test="not($objects/descendant-or-self::h:observationMedia)">
    <i><xsl:value-of select="$elsewhere"/></i>
  </xsl:if>
  <xsl:if test="h:caption"><br/><i><xsl:apply-templates select="h:caption/node()"/></i></xsl:if>
  <xsl:apply-templates/>
</xsl:template>

<xsl:template name="picture">
  <xsl:choose>
    <xsl:when test="h:value[@representation = 'B64']">
      <img><xsl:attribute name="src">picture:<xsl:number level="any" count="h:observationMedia"/></xsl:attribute></img>
    </xsl:when>
    <xsl:otherwise>
      <i>
        <xsl:value-of select="$elsewhere"/>
        <xsl:if test="h:value/h:reference/@value"> (<xsl:value-of select="h:value/h:reference/@value"/>)</xsl:if>
      </i>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="*"><xsl:apply-templates/></xsl:template>

</xsl:stylesheet>
