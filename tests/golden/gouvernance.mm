<map version="0.9.0">
<node TEXT='Id&#233;e centrale ; "donn&#233;es"' ID="capacities_centre">
  <node TEXT="Acteurs moteurs et besoins" ID="capacities_acteurs" POSITION="right">
    <node TEXT="M&#233;nages modestes, &#224; l&#8217;&#233;coute : &#171; o&#249; ? &#187; &#8212; &#339;uvre" ID="capacities_carte-0000" LINK="https://exemple.fr/charte?page=0" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Action"/><attribute NAME="Qui" VALUE="M&#233;nages modestes, &#224; l&#8217;&#233;coute : &#171; o&#249; ? &#187; &#8212; &#339;uvre"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="&#224; lancer"/>
      <node TEXT="" ID="capacities_carte-0012" LINK="https://exemple.fr/charte?page=12" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Action"/><attribute NAME="Qui" VALUE='Elle a dit "oui"'/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="&#224; lancer"/>
      </node>
    </node>
  </node>
  <node TEXT="&#1513;&#1500;&#1493;&#1501;" ID="capacities_carte-0011" POSITION="right" LINK="https://exemple.fr/charte?page=11" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Id&#233;e"/><attribute NAME="Qui" VALUE="deux; trois, quatre"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="bloqu&#233;"/>
    <node TEXT="&#201;t&#233; 😀 👩&#8205;💻" ID="capacities_carte-0023" LINK="https://exemple.fr/charte?page=23" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Id&#233;e"/><attribute NAME="Qui" VALUE="premi&#232;re ligne&#10;seconde ligne"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="bloqu&#233;"/>
    </node>
  </node>
  <node TEXT="Catalogage et qualit&#233; des donn&#233;es" ID="capacities_catalogage" POSITION="right">
    <node TEXT="deux; trois, quatre" ID="capacities_carte-0001">
      <node TEXT="M&#233;nages modestes, &#224; l&#8217;&#233;coute : &#171; o&#249; ? &#187; &#8212; &#339;uvre" ID="capacities_carte-0013" LINK="https://exemple.fr/charte?page=13" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Moyen"/><attribute NAME="Qui" VALUE="premi&#232;re ligne&#10;seconde ligne"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="en cours"/>
      </node>
    </node>
  </node>
  <node TEXT="Portage politique" ID="capacities_portage" POSITION="right">
    <node TEXT='Elle a dit "oui"' ID="capacities_carte-0002" LINK="https://exemple.fr/charte?page=2" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="M&#233;thode"/><attribute NAME="Qui" VALUE='Elle a dit "oui"'/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="fait"/>
      <node TEXT="deux; trois, quatre" ID="capacities_carte-0014" LINK="https://exemple.fr/charte?page=14" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="M&#233;thode"/><attribute NAME="Qui" VALUE="=1+1"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="fait"/>
      </node>
    </node>
  </node>
  <node TEXT="Cadre juridique, contractuel et r&#233;glementaire" ID="capacities_cadre" POSITION="right">
    <node TEXT="premi&#232;re ligne&#10;seconde ligne" ID="capacities_carte-0003" LINK="https://exemple.fr/charte?page=3" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Id&#233;e"/><attribute NAME="Qui" VALUE="premi&#232;re ligne&#10;seconde ligne"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="bloqu&#233;"/>
      <node TEXT='Elle a dit "oui"' ID="capacities_carte-0015" LINK="https://exemple.fr/charte?page=15" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Id&#233;e"/><attribute NAME="Qui" VALUE="M&#233;nages modestes, &#224; l&#8217;&#233;coute : &#171; o&#249; ? &#187; &#8212; &#339;uvre"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="bloqu&#233;"/>
      </node>
    </node>
  </node>
  <node TEXT="Comit&#233; data interne, comit&#233; data externe" ID="capacities_comites" POSITION="right">
    <node TEXT="=1+1" ID="capacities_carte-0004" LINK="https://exemple.fr/charte?page=4" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Action"/><attribute NAME="Qui" VALUE="=1+1"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="&#224; lancer"/>
      <node TEXT="premi&#232;re ligne&#10;seconde ligne" ID="capacities_carte-0016" LINK="https://exemple.fr/charte?page=16" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Action"/><attribute NAME="Qui" VALUE="deux; trois, quatre"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="&#224; lancer"/>
      </node>
    </node>
  </node>
  <node TEXT="Outil commun et interop&#233;rabilit&#233;" ID="capacities_outil" POSITION="right">
    <node TEXT="+33 2 31 00 00 00" ID="capacities_carte-0005" LINK="https://exemple.fr/charte?page=5" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Moyen"/><attribute NAME="Qui" VALUE="M&#233;nages modestes, &#224; l&#8217;&#233;coute : &#171; o&#249; ? &#187; &#8212; &#339;uvre"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="en cours"/>
      <node TEXT="=1+1" ID="capacities_carte-0017" LINK="https://exemple.fr/charte?page=17" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Moyen"/><attribute NAME="Qui" VALUE='Elle a dit "oui"'/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="en cours"/>
      </node>
    </node>
  </node>
  <node TEXT="Mod&#232;le &#233;conomique et financement" ID="capacities_economie" POSITION="left">
    <node TEXT="-5 %" ID="capacities_carte-0006" LINK="https://exemple.fr/charte?page=6" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="M&#233;thode"/><attribute NAME="Qui" VALUE="deux; trois, quatre"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="fait"/>
      <node TEXT="+33 2 31 00 00 00" ID="capacities_carte-0018" LINK="https://exemple.fr/charte?page=18" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="M&#233;thode"/><attribute NAME="Qui" VALUE="premi&#232;re ligne&#10;seconde ligne"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="fait"/>
      </node>
    </node>
  </node>
  <node TEXT="Comp&#233;tences et conduite du changement" ID="capacities_competences" POSITION="left">
    <node TEXT="@mairie" ID="capacities_carte-0007" LINK="https://exemple.fr/charte?page=7" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Id&#233;e"/><attribute NAME="Qui" VALUE='Elle a dit "oui"'/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="bloqu&#233;"/>
      <node TEXT="-5 %" ID="capacities_carte-0019" LINK="https://exemple.fr/charte?page=19" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Id&#233;e"/><attribute NAME="Qui" VALUE="=1+1"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="bloqu&#233;"/>
      </node>
    </node>
  </node>
  <node TEXT="Num&#233;rique responsable" ID="capacities_responsable" POSITION="left">
    <node TEXT="'apostrophe" ID="capacities_carte-0008" LINK="https://exemple.fr/charte?page=8" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Action"/><attribute NAME="Qui" VALUE="premi&#232;re ligne&#10;seconde ligne"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="&#224; lancer"/>
      <node TEXT="@mairie" ID="capacities_carte-0020" LINK="https://exemple.fr/charte?page=20" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Action"/><attribute NAME="Qui" VALUE="M&#233;nages modestes, &#224; l&#8217;&#233;coute : &#171; o&#249; ? &#187; &#8212; &#339;uvre"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="&#224; lancer"/>
      </node>
    </node>
  </node>
  <node TEXT="Communaut&#233; de partage" ID="capacities_communaute" POSITION="left">
    <node TEXT="&#9;tabulation" ID="capacities_carte-0009" LINK="https://exemple.fr/charte?page=9" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Moyen"/><attribute NAME="Qui" VALUE="=1+1"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="en cours"/>
      <node TEXT="'apostrophe" ID="capacities_carte-0021" LINK="https://exemple.fr/charte?page=21" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="Moyen"/><attribute NAME="Qui" VALUE="deux; trois, quatre"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="en cours"/>
      </node>
    </node>
  </node>
  <node TEXT="Inscription dans la strat&#233;gie du territoire" ID="capacities_strategie" POSITION="left">
    <node TEXT="&#201;t&#233; 😀 👩&#8205;💻" ID="capacities_carte-0010" LINK="https://exemple.fr/charte?page=10" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="M&#233;thode"/><attribute NAME="Qui" VALUE="M&#233;nages modestes, &#224; l&#8217;&#233;coute : &#171; o&#249; ? &#187; &#8212; &#339;uvre"/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="fait"/>
      <node TEXT="&#9;tabulation" ID="capacities_carte-0022" LINK="https://exemple.fr/charte?page=22" FORMAT="NO_FORMAT"><richcontent TYPE="NOTE"><html><head/><body><p>=1+1</p><p>deux; trois, quatre</p></body></html></richcontent><attribute NAME="Type" VALUE="M&#233;thode"/><attribute NAME="Qui" VALUE='Elle a dit "oui"'/><attribute NAME="Quand" VALUE="31/01/2027"/><attribute NAME="&#201;tat" VALUE="fait"/>
      </node>
    </node>
  </node>
</node>
</map>
