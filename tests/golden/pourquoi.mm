<map version="0.9.0">
<node TEXT='Id&#233;e centrale ; "donn&#233;es"' ID="capacities_centre">
  <node TEXT="M&#233;nages modestes, &#224; l&#8217;&#233;coute : &#171; o&#249; ? &#187; &#8212; &#339;uvre" ID="capacities_carte-0000" POSITION="right"><attribute NAME="Type" VALUE="R&#233;ponse"/><attribute NAME="Environnement" VALUE="oui"/><attribute NAME="Social" VALUE="oui"/><attribute NAME="D&#233;veloppement &#233;conomique" VALUE="oui"/>
    <node TEXT="deux; trois, quatre" ID="capacities_carte-0001">
      <node TEXT='Elle a dit "oui"' ID="capacities_carte-0002"><attribute NAME="Type" VALUE="R&#233;ponse"/><attribute NAME="Environnement" VALUE="oui"/><attribute NAME="Social" VALUE="oui"/><attribute NAME="D&#233;veloppement &#233;conomique" VALUE="oui"/>
        <node TEXT="premi&#232;re ligne&#10;seconde ligne" ID="capacities_carte-0003"><attribute NAME="Type" VALUE="R&#233;ponse"/><attribute NAME="Environnement" VALUE="non"/><attribute NAME="Social" VALUE="non"/><attribute NAME="D&#233;veloppement &#233;conomique" VALUE="non"/>
          <node TEXT="=1+1" ID="capacities_carte-0004" FORMAT="NO_FORMAT"><attribute NAME="Type" VALUE="R&#233;ponse"/><attribute NAME="Environnement" VALUE="oui"/><attribute NAME="Social" VALUE="oui"/><attribute NAME="D&#233;veloppement &#233;conomique" VALUE="oui"/>
            <node TEXT="+33 2 31 00 00 00" ID="capacities_carte-0005"><attribute NAME="Type" VALUE="R&#233;ponse"/><attribute NAME="Environnement" VALUE="non"/><attribute NAME="Social" VALUE="non"/><attribute NAME="D&#233;veloppement &#233;conomique" VALUE="non"/>
              <node TEXT="-5 %" ID="capacities_carte-0006"><attribute NAME="Type" VALUE="R&#233;ponse"/><attribute NAME="Environnement" VALUE="oui"/><attribute NAME="Social" VALUE="oui"/><attribute NAME="D&#233;veloppement &#233;conomique" VALUE="oui"/>
                <node TEXT="@mairie" ID="capacities_carte-0007"><attribute NAME="Type" VALUE="R&#233;ponse"/><attribute NAME="Environnement" VALUE="non"/><attribute NAME="Social" VALUE="non"/><attribute NAME="D&#233;veloppement &#233;conomique" VALUE="non"/>
                  <node TEXT="'apostrophe" ID="capacities_carte-0008"><attribute NAME="Type" VALUE="R&#233;ponse"/><attribute NAME="Environnement" VALUE="oui"/><attribute NAME="Social" VALUE="oui"/><attribute NAME="D&#233;veloppement &#233;conomique" VALUE="oui"/>
                    <node TEXT="&#9;tabulation" ID="capacities_carte-0009"><attribute NAME="Type" VALUE="R&#233;ponse"/><attribute NAME="Environnement" VALUE="non"/><attribute NAME="Social" VALUE="non"/><attribute NAME="D&#233;veloppement &#233;conomique" VALUE="non"/>
                      <node TEXT="&#201;t&#233; 😀 👩&#8205;💻" ID="capacities_carte-0010"><attribute NAME="Type" VALUE="R&#233;ponse"/><attribute NAME="Environnement" VALUE="oui"/><attribute NAME="Social" VALUE="oui"/><attribute NAME="D&#233;veloppement &#233;conomique" VALUE="oui"/>
                        <node TEXT="&#1513;&#1500;&#1493;&#1501;" ID="capacities_carte-0011"><attribute NAME="Type" VALUE="R&#233;ponse"/><attribute NAME="Environnement" VALUE="non"/><attribute NAME="Social" VALUE="non"/><attribute NAME="D&#233;veloppement &#233;conomique" VALUE="non"/>
                          <node TEXT="" ID="capacities_carte-0012"><attribute NAME="Type" VALUE="R&#233;ponse"/><attribute NAME="Environnement" VALUE="oui"/><attribute NAME="Social" VALUE="oui"/><attribute NAME="D&#233;veloppement &#233;conomique" VALUE="oui"/>
                          </node>
                        </node>
                      </node>
                    </node>
                  </node>
                </node>
              </node>
            </node>
          </node>
        </node>
      </node>
    </node>
  </node>
</node>
</map>
